/**
 * `alert40 lint --fix` over generated trees: once is enough, nginx accepts what
 * it accepted before, and no place changes that had no fault of its own.
 * `ALERT40_TREES=5000` tries more of them, `ALERT40_SEED` others. Where releases
 * of nginx for the lab are there, each gets a tenth of the trees of the system's.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releases } from '../../lab/releases.ts';
import { behaviour } from '../../src/harden/harden.ts';
import type { UpstreamTls } from '../../src/upstream/model.ts';
import { FixBench } from '../lint/fix-bench.ts';
import { type Loaded, load, wrongChanges } from '../lint/fix-effects.ts';
import { hellosOf, placeOf, Recorder } from '../lint/fix-hellos.ts';
import { type Tree, trees } from '../lint/generated-trees.ts';
import { needLab } from './need.ts';

const count_ = Number(process.env.ALERT40_TREES ?? 100);
const seed = process.env.ALERT40_SEED ? Number(process.env.ALERT40_SEED) : undefined;
const RELEASES = needLab() ? releases() : [];

describe.each(RELEASES)('lint --fix on generated trees, by nginx $nginx', (release) => {
  const numRuns = Math.ceil(release.root === '' ? count_ : count_ / 10);
  let bench: FixBench;
  const load_ = release.streamModule
    ? 'load_module /usr/lib/nginx/modules/ngx_stream_module.so;\n'
    : '';
  const withModule = (tree: Tree): Tree => ({
    ...tree,
    'nginx.conf': load_ + tree['nginx.conf'],
  });
  const generated = trees(release.streamModule).map(withModule);

  beforeAll(async () => {
    bench = await FixBench.open(release);
  });
  afterAll(() => bench?.close());

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
    expect(changed).toBeGreaterThan(numRuns < 100 ? 0 : numRuns / 2);
  });

  it('leaves on the wire what it leaves in the settings', { timeout: 120_000 }, async () => {
    const recorder = new Recorder();
    await recorder.open(bench.upstream);
    let same = 0;
    let named = 0;
    try {
      const sample = fc.sample(generated, {
        numRuns: Math.max(5, numRuns / 10),
        seed: seed ?? Date.now(),
      });
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
    // nginx may refuse a few trees, all of them.
    if (numRuns >= 100) expect(Math.min(same, named)).toBeGreaterThan(0);
  });
});

/** Connections that carry a name. */
const count = (hellos: readonly string[]) =>
  hellos.filter((hello) => /"serverName":"/.test(hello)).length;
