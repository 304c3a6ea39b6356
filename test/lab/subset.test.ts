/** A part of the lab, on the system's own nginx: the labels still hold, and the lines still read as recorded. */
import { describe, expect, it } from 'vitest';
import { readEvidence } from '../../lab/evidence.ts';
import { loadScenarios } from '../../lab/load.ts';
import type { Record } from '../../lab/record.ts';
import { releases } from '../../lab/releases.ts';
import { runAll } from '../../lab/run.ts';
import { signatureOf } from '../../lab/summary.ts';
import { needLab } from '../real/need.ts';

describe.runIf(needLab())('a part of the lab on the system nginx', async () => {
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
