import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { applyPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/text/unified-diff.ts';
import { need } from '../real/need.ts';

const NAMES = [
  '/etc/nginx/nginx.conf',
  './conf.d/api.conf',
  'a b/c "d".conf',
  'tab\there',
  'line\n"end',
  'ünï',
];
const TEXTS: readonly (readonly [string, string])[] = [
  ['a;\nb;\nc;\n', 'a;\nx;\nb;\nc;\n'],
  ['a;\r\nb;\r\n', 'a;\r\nx;\r\nb;\r\n'],
  ['location / { proxy_pass https://a; }', 'location / { proxy_pass https://a;\n x on; }'],
  ['', 'a;\n'],
];

describe('unified diff', () => {
  it.runIf(need('patch'))('is what patch -p1 applies', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'alert40-diff-'));
    try {
      for (const name of NAMES) {
        for (const [before, after] of TEXTS) {
          const file = path.join(folder, name);
          mkdirSync(path.dirname(file), { recursive: true });
          writeFileSync(file, before);
          const input = unifiedDiff(name, before, after);
          execFileSync('patch', ['-p1', '--binary', '-s'], { cwd: folder, input });
          expect(readFileSync(file, 'utf8'), name).toBe(after);
        }
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('shows no line of a private key beside what changed, and still applies', () => {
    const body = [
      'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg5hAM',
      'OztMUUdxeu7uNFKi2wNOl6PAbCdEfGhI',
    ];
    const key = ['"data:-----BEGIN PRIVATE KEY-----', ...body, '-----END PRIVATE KEY-----";'];
    const before = ['a;', `key ${key.join('\n')}`, 'b;', 'pass;', 'c;', 'd;', 'e;', ''].join('\n');
    for (const anchor of ['b;', 'pass;', 'c;', 'd;']) {
      const after = before.replace(`\n${anchor}`, `\n${anchor}\nnew;`);
      const diff = unifiedDiff('nginx.conf', before, after);
      expect(
        body.filter((line) => diff.includes(line)),
        anchor,
      ).toEqual([]);
      expect(diff).toContain('+new;');
      expect(applyPatch(before, diff)).toBe(after);
    }
    expect(unifiedDiff('nginx.conf', before, before.replace('e;', 'e2;'))).toContain(' pass;');
  });

  it('keeps a name on its line, whatever is in it', () => {
    const diff = unifiedDiff('a\n+++ "b', 'x\n', 'y\n');
    expect(diff.split('\n').slice(0, 2)).toEqual(['--- "a/a\\n+++ \\"b"', '+++ "b/a\\n+++ \\"b"']);
  });

  it('is empty when nothing changed', () => {
    expect(unifiedDiff('a', 'x', 'x')).toBe('');
  });
});
