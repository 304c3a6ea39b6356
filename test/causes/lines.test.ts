/**
 * Log lines as four nginx releases wrote them in reproductions with real servers, each with
 * every cause that was behind it there, and what the line alone, without a configuration, is
 * enough to say. Host names and paths are placeholders.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CauseId } from '../../src/causes/ids.ts';
import { diagnosed } from '../diagnosis/diagnosed.ts';

interface Line {
  readonly causes: readonly CauseId[];
  /** Where the line alone is enough. */
  readonly verdict: CauseId | null;
  readonly nginx: string;
  readonly openssl: string;
  readonly line: string;
}

const file = path.resolve(import.meta.dirname, '../cases/lines.json');
const lines: readonly Line[] = JSON.parse(readFileSync(file, 'utf8'));

const said = lines.map(({ line, nginx, openssl, causes, verdict }) => {
  const incident = diagnosed({ log: line, nginx, openssl }).incidents[0];
  return {
    name: `${openssl}: ${line.slice(20, 180)}`,
    causes,
    expected: verdict,
    verdict: incident?.verdict ?? null,
    ranking: incident?.causes.map((c) => c.id) ?? [],
    decidedBy: incident?.decidedBy ?? null,
  };
});

describe('log lines', () => {
  it('are many, of every OpenSSL generation and nearly every cause', () => {
    expect(lines.length).toBeGreaterThanOrEqual(300);
    expect(new Set(lines.map((l) => l.openssl)).size).toBe(4);
    expect(new Set(lines.flatMap((l) => l.causes)).size).toBeGreaterThanOrEqual(34);
  });

  it('give the verdicts that are written beside those that allow no other', () => {
    const other = said.filter((s) => s.expected !== null && s.verdict !== s.expected);
    expect(other.map((s) => `${s.verdict} for ${s.name}`)).toEqual([]);
  });

  it('give verdicts that were right in 97 of 100 at least', () => {
    const given = said.filter((s) => s.verdict !== null);
    const right = given.filter((s) => s.causes.includes(s.verdict as CauseId));
    expect(given.length / said.length).toBeGreaterThan(0.65);
    expect(right.length / given.length).toBeGreaterThanOrEqual(0.97);
  });

  it('have a true cause among the first three in 98 of 100 at least', () => {
    const found = said.filter((s) => s.ranking.slice(0, 3).some((id) => s.causes.includes(id)));
    expect(found.length / said.length).toBeGreaterThanOrEqual(0.98);
  });

  it('leave no cause out that was behind them', () => {
    const missing = said.flatMap((s) =>
      s.causes.filter((id) => !s.ranking.includes(id)).map((id) => `${id}: ${s.name}`),
    );
    // The upstream was plain, and reset the connection because the ClientHello was no HTTP to it.
    expect(
      missing.filter((m) => !/^upstream-not-tls: 1\.1\.1w.*104: Connection reset/.test(m)),
    ).toEqual([]);
  });

  it('come with the check that would decide, where they give no verdict', () => {
    const mute = said.filter((s) => s.verdict === null && s.decidedBy === null);
    expect(mute.map((s) => s.name)).toEqual([]);
  });
});
