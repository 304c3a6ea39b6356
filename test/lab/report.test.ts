/** How well `diagnose` does on the evidence. A change that makes it worse fails here. */
import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EvidenceFile } from '../../lab/evidence.ts';
import { readEvidence } from '../../lab/evidence.ts';
import type { Judged } from '../../lab/judged.ts';
import { judge } from '../../lab/judged.ts';
import type { Named } from '../../lab/load.ts';
import { loadScenarios } from '../../lab/load.ts';
import { ensurePki } from '../../lab/pki.ts';
import { judgeProbed } from '../../lab/probed.ts';
import { calibration, score } from '../../lab/report.ts';
import { need } from '../real/need.ts';

let scenarios: Named[] = [];
let evidence: EvidenceFile[] = [];
let pki = '';

beforeAll(async () => {
  scenarios = await loadScenarios();
  evidence = readEvidence();
  pki = await ensurePki();
});

function privileged(): boolean {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

describe('diagnose on every record', () => {
  let judged: Judged[] = [];

  it('with log, configuration and files: verdicts for seven in ten, 97 % of them right', {
    timeout: 60_000,
  }, () => {
    judged = judge(evidence, scenarios, pki, 'files').filter((j) => !j.silent);
    const { records, verdicts, right, topThree } = score(judged);
    expect(records).toBeGreaterThan(480);
    expect(verdicts / records).toBeGreaterThan(0.7);
    expect(right / verdicts).toBeGreaterThanOrEqual(0.97);
    expect(topThree / records).toBeGreaterThanOrEqual(0.96);
  });

  it('is calibrated: of what is given at 0.9 and more, nine in ten are right', () => {
    for (const bin of calibration(judged))
      if (bin.from >= 0.9 && bin.records >= 20)
        expect(bin.right / bin.records).toBeGreaterThan(0.9);
  });
});

describe.runIf(need('nginx') && privileged())('diagnose with the upstream asked', () => {
  it('has a verdict for the subset, and it is right', { timeout: 170_000 }, async () => {
    const subset = scenarios.filter((s) => s.subset);
    const file = evidence.filter((e) => e.release === '1.22');
    const { judged, problems } = await judgeProbed(file, subset, 4);
    expect(problems).toEqual([]);
    const wrong = judged.filter((j) => j.verdict !== null && j.verdict !== j.expected);
    expect(wrong.map((j) => `${j.scenario}: ${j.verdict}`)).toEqual([]);
    expect(score(judged).verdicts / judged.length).toBeGreaterThanOrEqual(0.8);
  });
});

describe('scores', () => {
  const one = (expected: string, verdict: string | null, confidence: number): Judged =>
    ({
      scenario: 's',
      release: '1.22',
      expected,
      verdict,
      causes: [{ id: verdict ?? 'not-tls', confidence }],
      silent: false,
    }) as Judged;

  it('count verdicts, right ones and the first three apart', () => {
    const list = [
      one('self-signed', 'self-signed', 0.95),
      one('self-signed', 'cert-expired', 0.95),
      one('self-signed', null, 0.4),
    ];
    expect(score(list)).toEqual({ records: 3, verdicts: 2, right: 1, topThree: 1 });
    const bin = calibration(list).find((b) => b.from === 0.95)!;
    expect([bin.records, bin.right, bin.meanConfidence]).toEqual([2, 1, 0.95]);
  });
});
