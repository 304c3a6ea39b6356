/** Lines that nginx wrote in reproductions, with the cause that was behind each: it is always considered. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CAUSE_IDS, type CauseId } from '../src/causes/ids.ts';
import { priorOf } from '../src/causes/priors.ts';
import { signatureClass } from '../src/causes/signature-class.ts';
import { diagnosed } from './diagnosis/diagnosed.ts';

interface Row {
  readonly cause: CauseId;
  readonly nginx: string;
  readonly openssl: string;
  readonly line: string;
}

const rows: readonly Row[] = readFileSync(
  path.resolve(import.meta.dirname, 'cases/lines.tsv'),
  'utf8',
)
  .split('\n')
  .filter((text) => text !== '' && !text.startsWith('#'))
  .map((text) => {
    const [cause = '', nginx = '', openssl = '', line = ''] = text.split('\t');
    return { cause: cause as CauseId, nginx, openssl, line };
  });

describe('lines from reproductions', () => {
  it('are at least 150, of nearly every cause', () => {
    expect(rows.length).toBeGreaterThanOrEqual(150);
    expect(new Set(rows.map((r) => r.cause)).size).toBeGreaterThanOrEqual(CAUSE_IDS.length - 2);
  });

  for (const { cause, nginx, openssl, line } of rows) {
    const short = line.replace(/^.*?\*?\d* (?=\S)/, '').slice(0, 90);
    it(`${cause} on ${nginx}: ${short}`, () => {
      const { incidents } = diagnosed({ log: `${line}\n`, nginx, openssl });
      const [incident] = incidents;
      expect(incidents.length).toBe(1);
      if (incident === undefined) return;
      const kind = signatureClass(incident.case.incident);
      expect(priorOf(cause, incident.case.incident), kind).toBeGreaterThan(0);
      // A line alone may be ambiguous, but it must not convict somebody else with near certainty.
      if (incident.verdict !== null && incident.verdict !== cause)
        expect(incident.causes[0]?.confidence, kind).toBeLessThan(0.97);
    });
  }
});
