/** A part of the lab, on the system's own nginx: the labels still hold, and the lines still read as recorded. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readEvidence } from '../../lab/evidence.ts';
import { loadScenarios } from '../../lab/load.ts';
import type { Record } from '../../lab/record.ts';
import { releases } from '../../lab/releases.ts';
import { runAll } from '../../lab/run.ts';
import { signatureOf } from '../../lab/summary.ts';
import { need } from '../real/need.ts';

/** The lab mounts in a namespace of its own and uses low ports on loopback. */
function privileged(): boolean {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' });
    return process.getuid?.() === 0;
  } catch {
    console.warn('skipped: the lab needs root and unshare (util-linux)');
    return false;
  }
}

const here = need('nginx') && privileged();

describe.runIf(here)('a part of the lab on the system nginx', async () => {
  const subset = (await loadScenarios()).filter((s) => s.subset);
  const system = releases().filter((r) => r.root === '');
  const records = new Map<string, Record>();
  const recorded = readEvidence().find((f) => f.release === system[0]?.id);

  it('has at least fifteen scenarios', () => {
    expect(subset.length).toBeGreaterThanOrEqual(15);
  });

  it('runs', { timeout: 170_000 }, async () => {
    const handle = runAll(subset, system, {
      actions: false,
      parallel: 4,
      finished: (scenario, [record]) => {
        if (record) records.set(scenario.id, record);
      },
    });
    await handle.done;
    expect(records.size).toBe(subset.length);
  });

  for (const scenario of subset) {
    it(`${scenario.id} does what its label says`, () => {
      const record = records.get(scenario.id);
      expect(record?.why).toBeUndefined();
      if (scenario.cause === 'control') expect(record?.outcome).toBe('works');
      else expect([record?.outcome, record?.repair]).toEqual(['fails', 'works']);
      const before = recorded?.records.find((r) => r.scenario === scenario.id);
      if (record && before) expect(signatureOf(record)).toBe(signatureOf(before));
    });
  }
});
