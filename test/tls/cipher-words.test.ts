/** The words that we take for a cipher list's are those that OpenSSL takes. */
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { isCipherWord } from '../../src/tls/cipher-words.ts';
import { need } from '../real/need.ts';

const REFUSED = [
  'FOOBAR',
  'HIGHT',
  'high',
  'AES-256-GCM',
  'ECDHE_RSA_AES128',
  'ECDHE-RSA-AES512',
  'AESGCM256',
  'HIGH+FOO',
  'on',
  'TLS1.2',
  'aes128',
];
const TAKEN = [
  'HIGH',
  '!aNULL',
  '-MD5',
  'ECDHE+AESGCM',
  'kRSA',
  'DHE-RSA-AES256-GCM-SHA384',
  'CHACHA20',
  'COMPLEMENTOFDEFAULT',
  'SUITEB128',
  'DEFAULT',
];

describe('cipher words', () => {
  it.each(REFUSED)('%s is none', (word) => expect(isCipherWord(word)).toBe(false));
  it.each(TAKEN)('%s is one', (word) => expect(isCipherWord(word)).toBe(true));
});

describe.runIf(need('openssl'))('of OpenSSL', () => {
  it('every suite is a word', () => {
    const list = 'ALL:COMPLEMENTOFALL:@SECLEVEL=0';
    const suites = execFileSync('openssl', ['ciphers', list], { encoding: 'utf8' })
      .trim()
      .split(':');
    expect(suites.length).toBeGreaterThan(30);
    expect(suites.filter((suite) => !isCipherWord(suite))).toEqual([]);
  });

  it('what is no word is refused', () => {
    const taken = (word: string) => spawnSync('openssl', ['ciphers', word]).status === 0;
    expect(REFUSED.filter(taken)).toEqual([]);
    // Removing words add nothing by themselves.
    expect(TAKEN.filter((word) => /^\w/.test(word) && !taken(word))).toEqual([]);
  });
});
