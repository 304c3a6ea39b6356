/** What is published comes from the evidence, and the evidence is whole. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS } from '../../lab/actions/list.ts';
import type { EvidenceFile } from '../../lab/evidence.ts';
import { readEvidence } from '../../lab/evidence.ts';
import { configOf, repaired } from '../../lab/frame.ts';
import type { Named } from '../../lab/load.ts';
import { loadScenarios } from '../../lab/load.ts';
import { EVIDENCE } from '../../lab/paths.ts';
import { hashOf } from '../../lab/record.ts';
import { summarise, summaryJson } from '../../lab/summary.ts';
import { summaryPage } from '../../lab/summary-page.ts';
import { wilson } from '../../lab/wilson.ts';
import { CAUSE_IDS } from '../../src/causes/ids.ts';

let scenarios: Named[] = [];
let evidence: EvidenceFile[] = [];

beforeAll(async () => {
  scenarios = await loadScenarios();
  evidence = readEvidence();
});

describe('scenarios', () => {
  it('are at least 120, and cover every cause', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(120);
    const covered = new Set(scenarios.map((s) => s.cause));
    expect(CAUSE_IDS.filter((id) => !covered.has(id))).toEqual([]);
  });

  it('stand in the folder of their cause', () => {
    expect(scenarios.filter((s) => !s.id.startsWith(`${s.cause}/`)).map((s) => s.id)).toEqual([]);
  });

  it('have a repair that can be applied, unless they are controls', () => {
    for (const s of scenarios) {
      if (s.cause === 'control') continue;
      expect(s.repair, s.id).toBeDefined();
      repaired(configOf(s, { streamModule: false }), s.repair!);
    }
  });
});

describe('evidence', () => {
  it('is there for four releases and every scenario as it stands now', () => {
    expect(evidence.map((e) => e.release)).toEqual(['1.18', '1.22', '1.26', '1.30']);
    for (const file of evidence) {
      const byId = new Map(file.records.map((r) => [r.scenario, r]));
      const stale = scenarios.filter((s) => byId.get(s.id)?.hash !== hashOf(s)).map((s) => s.id);
      expect(stale, `${file.release}: run the lab for these again`).toEqual([]);
      expect(file.records.length).toBe(scenarios.length);
    }
  });

  it('proves every label: failing before the repair, working after it', () => {
    for (const file of evidence)
      for (const r of file.records)
        if (r.outcome === 'fails' && r.cause !== 'control')
          expect(r.repair, `${r.scenario} on ${file.release}`).toBe('works');
  });

  it('has no failure without an action tried, and at least twenty actions', () => {
    expect(ACTIONS.length).toBeGreaterThanOrEqual(20);
    const ids = ACTIONS.filter((a) => a.how.kind !== 'upgrade').map((a) => a.id);
    for (const file of evidence)
      for (const r of file.records) {
        if (r.outcome !== 'fails' || r.cause === 'control') continue;
        const { works = [], fails = [], refused = [], none = [] } = r.actions ?? {};
        const seen = [...works, ...fails, ...refused, ...none].sort();
        expect(seen, `${r.scenario} on ${file.release}`).toEqual([...ids].sort());
      }
  });

  it('holds no address, port, time or process of the machine that recorded it', () => {
    for (const file of evidence)
      for (const r of file.records)
        for (const line of [...(r.lines ?? []), ...(r.access ?? [])]) {
          expect(line).not.toMatch(/\b127\.\d+\.\d+\.\d+/);
          expect(line).not.toMatch(/lab\/work|\/tmp\//);
          expect(line).toMatch(
            /^2026\/11\/02 09:14:07 \[|^nginx: |^10\.0\.1\.55 - - \[02\/Nov\/2026|^Enter PEM pass phrase:/,
          );
        }
  });
});

describe('summary.json', () => {
  it('is what the evidence gives, to the last digit', () => {
    const written = readFileSync(path.join(EVIDENCE, 'summary.json'), 'utf8');
    // Compared as a whole: a difference of two long texts helps nobody.
    expect(written === summaryJson(summarise(evidence)), 'run: npm run lab -- summary').toBe(true);
  });

  it('is told on its page with the same figures', () => {
    const written = readFileSync(path.join(EVIDENCE, 'README.md'), 'utf8');
    const page = summaryPage(summarise(evidence));
    expect(written === page, 'run: npm run lab -- summary').toBe(true);
    expect(page).toContain('## alert-40');
  });

  it('never saw verification off turn an alert 40 into a success', () => {
    const alert40 = summarise(evidence).signatures.find((s) => s.signature === 'alert-40');
    expect(alert40?.actions['verify-off']?.worked).toBe(0);
    expect(alert40?.actions['verify-off']?.of).toBeGreaterThan(80);
  });
});

describe("Wilson's interval", () => {
  it('has the values of the literature', () => {
    const [low, high] = wilson(8, 10);
    expect(low).toBeCloseTo(0.4902, 3);
    expect(high).toBeCloseTo(0.9433, 3);
    expect(wilson(0, 10)[0]).toBe(0);
    expect(wilson(0, 10)[1]).toBeCloseTo(0.2775, 3);
    expect(wilson(0, 0)).toEqual([0, 1]);
  });
});
