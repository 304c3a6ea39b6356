/**
 * `alert40 lint --fix` over generated trees: once is enough, nginx accepts what
 * it accepted before, and no place changes that had no fault of its own.
 * `ALERT40_TREES=5000` tries more of them, `ALERT40_SEED` others.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { behaviour } from '../../src/harden/harden.ts';
import type { UpstreamTls } from '../../src/upstream/model.ts';
import { FixBench } from '../lint/fix-bench.ts';
import { type Loaded, load, wrongChanges } from '../lint/fix-effects.ts';
import { hellosOf, placeOf, Recorder } from '../lint/fix-hellos.ts';
import { type Tree, trees } from '../lint/generated-trees.ts';
import { needLab } from './need.ts';
import { streamModule } from './nginx-process.ts';

const numRuns = Number(process.env.ALERT40_TREES ?? 100);
const seed = process.env.ALERT40_SEED ? Number(process.env.ALERT40_SEED) : undefined;

describe.runIf(needLab())('lint --fix on generated trees', () => {
  let bench: FixBench;
  const stream = streamModule();
  const withModule = (tree: Tree): Tree => ({
    ...tree,
    'nginx.conf': stream + tree['nginx.conf'],
  });
  const generated = trees(stream !== '').map(withModule);

  beforeAll(async () => {
    bench = await FixBench.open();
  });
  afterAll(() => bench.close());

  it('is idempotent, accepted by nginx, and changes no place without a fault', {
    timeout: numRuns * 500 + 30_000,
  }, async () => {
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(
        generated,
        fc.constantFrom('recommended', 'strict'),
        async (tree, preset) => {
          bench.write(tree);
          const { code, err } = await bench.lint('--fix', '--preset', preset);
          expect(code, err).not.toBe(2);
          const once = bench.read(tree);
          if (JSON.stringify(once) === JSON.stringify(tree)) return;
          changed++;
          expect(
            wrongChanges(load(tree, bench.nginx.nginx), load(once, bench.nginx.nginx)),
          ).toEqual([]);
          const complaint = await bench.complaint();
          await bench.lint('--fix', '--preset', preset);
          expect(bench.read(tree)).toEqual(once);
          if (complaint === null) return;
          bench.write(tree);
          expect(await bench.complaint(), complaint).not.toBeNull();
        },
      ),
      { numRuns, ...(seed === undefined ? {} : { seed }) },
    );
    expect(changed).toBeGreaterThan(numRuns / 2);
  });

  it('leaves on the wire what it leaves in the settings', { timeout: 120_000 }, async () => {
    const recorder = new Recorder();
    await recorder.open(bench.upstream);
    let same = 0;
    let named = 0;
    try {
      const sample = fc.sample(generated, { numRuns: numRuns / 10, seed: seed ?? Date.now() });
      for (const tree of sample) {
        bench.write(tree);
        if ((await bench.complaint()) !== null) continue;
        await bench.lint('--fix');
        const repaired = bench.read(tree);
        const [before, after] = [tree, repaired].map((t) => load(t, bench.nginx.nginx)) as [
          Loaded,
          Loaded,
        ];
        const sends = (t: Tree) =>
          bench.running(t, () => hellosOf(before.paths, bench.listens, recorder));
        const [was, is] = [await sends(tree), await sends(repaired)];
        const changed = new Set(
          before.paths.flatMap((path, i) =>
            behaviour(path) === behaviour(after.paths[i] as UpstreamTls) ? [] : placeOf(path),
          ),
        );
        for (const [place, hellos] of was) {
          const now = is.get(place) ?? [];
          if (changed.has(place)) named += count(now) - count(hellos);
          else {
            expect(now, `${place} of\n${JSON.stringify(tree)}`).toEqual(hellos);
            same += hellos.length;
          }
        }
      }
    } finally {
      recorder.close();
    }
    expect(Math.min(same, named)).toBeGreaterThan(0);
  });
});

/** Connections that carry a name. */
const count = (hellos: readonly string[]) =>
  hellos.filter((hello) => /"serverName":"/.test(hello)).length;
