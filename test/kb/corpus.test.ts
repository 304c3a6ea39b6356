/** Lines of the test corpora, and of a name that is not resolved, in the shapes that nginx writes. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { lookup } from '../../src/kb/lookup.ts';
import { signatures } from './entries.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const idsOf = (line: string) => lookup(line, signatures).map(({ entry }) => entry.id);

describe('lines with a known cause', () => {
  const known = JSON.parse(read('test/cases/lines.json')) as {
    readonly causes: readonly string[];
    readonly line: string;
  }[];

  it('are found under an entry that lists one of their causes, 99 of 100', () => {
    expect(known.length).toBeGreaterThan(300);
    const missed = known.filter(
      ({ line, causes }) =>
        !lookup(line, signatures).some(({ entry }) =>
          causes.length === 0 ? true : entry.causes.some((cause) => causes.includes(cause)),
        ),
    );
    expect(missed.length / known.length, missed.map((m) => m.line).join('\n')).toBeLessThan(0.01);
  });
});

describe('logs of the cases', () => {
  const lines = globSync('test/cases/*/error.log', { cwd: root }).flatMap((file) =>
    read(file)
      .split('\n')
      .filter((line) => /\[(?:error|crit|emerg)\]/.test(line)),
  );

  it('are found, 99 of 100', () => {
    expect(lines.length).toBeGreaterThan(100);
    const missed = lines.filter((line) => idsOf(line).length === 0);
    expect(missed.length / lines.length, missed.join('\n')).toBeLessThanOrEqual(0.01);
  });
});

describe('a name that is not resolved', () => {
  const start = '2026/11/21 07:27:09 [error] 812#812: *7 ';
  const client = ', client: 10.0.1.55, server: www.example.com, request: "GET / HTTP/1.1"';
  const upstream = ', upstream: "https://10.0.4.22:443/"';
  const host = ', host: "www.example.com"';
  for (const said of [
    'no resolver defined to resolve api.example.com',
    'api.example.com could not be resolved (3: Host not found)',
    'api.example.com could not be resolved (110: Operation timed out)',
  ])
    for (const line of [
      said,
      `${start}${said}${client}${host}`,
      `${start}${said}${client}${upstream}${host}`,
      `${start}${said} while connecting to upstream${client}${upstream}${host}`,
    ])
      it(line, () => expect(idsOf(line)).toEqual(['nginx/host-not-found-in-upstream']));
});
