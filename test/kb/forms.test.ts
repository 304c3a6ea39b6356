/** Entries show every form in which the servers of the lab wrote their line. */
import { describe, expect, it } from 'vitest';
import { readEvidence } from '../../lab/evidence.ts';
import { lookup } from '../../src/kb/lookup.ts';
import { signatures } from './entries.ts';
import { formOf } from './forms.ts';

const shown = new Map(
  signatures.map((entry) => [
    entry.id,
    new Set(entry.signatures.map((s) => formOf(`[${s.level}] ${s.line}`))),
  ]),
);

describe('forms of the lines of the lab', () => {
  const lines = readEvidence().flatMap(({ records }) => records.flatMap((r) => r.lines ?? []));
  const forms = new Map(lines.map((line) => [formOf(line), line]));

  it('are many', () => expect(forms.size).toBeGreaterThan(80));

  it('stand in the entry that their line finds', () => {
    const missing = [...forms].flatMap(([form, line]) =>
      lookup(line, signatures)
        .filter(({ entry }) => !shown.get(entry.id)?.has(form))
        .map(({ entry }) => `${entry.id}: ${form}`),
    );
    expect(missing).toEqual([]);
  });

  it('all find an entry', () => {
    // What OpenSSL asks at a terminal is no line of the log.
    const prompts = /^Enter PEM pass phrase:$/;
    const missed = [...forms]
      .filter(([form, line]) => !prompts.test(form) && lookup(line, signatures).length === 0)
      .map(([form]) => form);
    expect(missed).toEqual([]);
  });
});
