/** The lines that real servers of four releases wrote are found under an entry that names their cause. */
import { describe, expect, it } from 'vitest';
import { readEvidence } from '../../lab/evidence.ts';
import { lookup } from '../../src/kb/lookup.ts';
import { signatures } from './entries.ts';
import { HARMLESS } from './harmless.ts';

const lines = readEvidence().flatMap(({ release, records }) =>
  records
    .filter((record) => record.outcome === 'fails' && record.cause !== 'control')
    .flatMap((record) =>
      [...(record.lines ?? [])]
        .filter((line) => /\[(?:error|crit|emerg)\]/.test(line))
        .map((line) => ({ release, line, cause: record.cause, scenario: record.scenario })),
    ),
);

describe('lines of the lab', () => {
  it('reads all four releases', () => {
    expect(new Set(lines.map((l) => l.release)).size).toBe(4);
    expect(lines.length).toBeGreaterThan(800);
  });

  it('are found, and in 99 of 100 under an entry that lists their cause', () => {
    const missed = lines.filter(
      ({ line, cause }) =>
        !lookup(line, signatures).some(({ entry }) => entry.causes.includes(cause)),
    );
    const shown = missed
      .map(
        (m) =>
          `${m.release} ${m.scenario}: ${lookup(m.line, signatures)[0]?.entry.id}\n  ${m.line.slice(0, 230)}`,
      )
      .join('\n');
    expect(missed.length / lines.length, shown).toBeLessThanOrEqual(0.01);
  });
});

describe('harmless lines', () => {
  it('find nothing, alone or together', () => {
    expect(new Set(HARMLESS).size).toBeGreaterThanOrEqual(200);
    const matched = HARMLESS.filter((line) => lookup(line, signatures).length > 0);
    expect(matched).toEqual([]);
    expect(lookup(HARMLESS.join('\n'), signatures)).toEqual([]);
  });
});

describe('speed', () => {
  it('finds a line in under a millisecond once warm', () => {
    const sample = lines.slice(0, 200).map((l) => l.line);
    for (const line of sample) lookup(line, signatures);
    const start = performance.now();
    for (const line of sample) lookup(line, signatures);
    expect((performance.now() - start) / sample.length).toBeLessThan(1);
  });
});
