/** The releases that entries name as their earliest are dated as the changelogs date them. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { knowledgeBase } from './entries.ts';

/** Debian's packages carry the changelogs; slim images leave documentation out. */
const FILES = {
  nginx: '/usr/share/doc/nginx-common/changelog.gz',
  openssl: '/usr/share/doc/libssl3/changelog.gz',
} as const;

const stated = knowledgeBase.material.entries.flatMap(({ id, firstSeen }) =>
  firstSeen ? [{ id, ...firstSeen }] : [],
);

function heading(product: 'nginx' | 'openssl', version: string): RegExp {
  const v = version.replaceAll('.', '\\.');
  return product === 'nginx'
    ? new RegExp(`^Changes with nginx ${v}\\s+(\\d+ \\w+ \\d+)$`, 'm')
    : new RegExp(`^ *(?:###)? ?Changes between \\S+ and ${v}\\s+\\[(\\d+ \\w+ \\d+)\\]`, 'm');
}

describe('first releases', () => {
  it('are stated for most entries', () => {
    expect(stated.length).toBeGreaterThan(knowledgeBase.material.entries.length * 0.8);
  });

  for (const product of ['nginx', 'openssl'] as const)
    it.skipIf(!existsSync(FILES[product]))(`of ${product} stand in its changelog`, () => {
      const changelog = gunzipSync(readFileSync(FILES[product])).toString('utf8');
      const newest = /\d+\.\d+\.\d+/.exec(changelog)?.[0] ?? '';
      const wrong = stated
        .filter((s) => s.product === product && !isNewer(s.version, newest))
        .filter(({ version, date }) => {
          const found = heading(product, version).exec(changelog)?.[1];
          return !found || new Date(`${found} UTC`).toISOString().slice(0, 10) !== date;
        })
        .map(({ id, version, date }) => `${id}: ${version} ${date}`);
      expect(wrong).toEqual([]);
    });
});

function isNewer(version: string, than: string): boolean {
  return version.localeCompare(than, 'en', { numeric: true }) > 0;
}
