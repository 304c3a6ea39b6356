import { message } from '../../text/message.ts';
import { isCipherWord } from '../../tls/cipher-words.ts';
import { placeOf, surelyTls } from '../places.ts';
import type { Rule } from '../rule.ts';

/** Classes and suites that no upstream should be offered. */
const WEAK =
  /^(?:e?NULL|a(?:NULL|DH|ECDH)|ADH|AECDH|EXP(?:ORT\d*)?|LOW|RC[24]|DES|3DES|MD5|IDEA|SEED|COMPLEMENTOF\w+)(?:-|$)|-(?:RC4|DES|MD5|NULL)(?:-|$)|\bDES-CBC3\b/;

interface List {
  readonly added: readonly string[];
  readonly killed: ReadonlySet<string>;
}

/** The words of an OpenSSL cipher list that add suites, and those that remove them for good. */
function read(ciphers: string): List {
  const words = ciphers.split(/[:, ]+/).filter(Boolean);
  const killed = new Set(words.filter((w) => w.startsWith('!')).map((w) => w.slice(1)));
  return { added: words.filter((w) => !/^[!+@-]/.test(w)), killed };
}

/** The words of a list that let weak suites in and are not taken back by the list itself. */
export function weakWords(ciphers: string): readonly string[] {
  const { added, killed } = read(ciphers);
  return added.filter((w) => WEAK.test(w) && !w.split('-').some((part) => killed.has(part)));
}

export const weakCiphers: Rule = {
  id: 'weak-ciphers',
  severity: 'warning',
  confidence: 'high',
  cis: ['4.1.5'],
  presets: ['recommended', 'strict', 'cis'],
  *check(context) {
    for (const path of surelyTls(context)) {
      const { origin, value, undecided } = path.settings.ciphers;
      if (origin.kind !== 'directive' || undecided) continue;
      const weak = weakWords(value);
      if (weak.length === 0) continue;
      yield {
        ...placeOf(origin.at),
        message: message('lint.weak-ciphers', { ciphers: weak.join(' ') }),
      };
    }
  },
};

/** Words that OpenSSL does not know, and TLS 1.3 suites in a list that is about TLS 1.2; a list of nothing else stops nginx from starting. */
export const ciphersWithoutEffect: Rule = {
  id: 'ciphers-without-effect',
  severity: 'error',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    for (const path of surelyTls(context)) {
      const { origin, value, undecided } = path.settings.ciphers;
      if (origin.kind !== 'directive' || undecided) continue;
      const { added } = read(value);
      const unknown = added.filter((w) => !isCipherWord(w));
      if (unknown.length > 0) {
        const none = unknown.length === added.length;
        yield {
          ...placeOf(origin.at),
          severity: none ? 'error' : 'warning',
          message: message(none ? 'lint.ciphers-all-unknown' : 'lint.ciphers-unknown', {
            ciphers: unknown.join(' '),
          }),
        };
      }
      const idle = added.filter((w) => /^TLS_/.test(w));
      if (idle.length === 0) continue;
      const all = idle.length === added.length;
      yield {
        ...placeOf(origin.at),
        severity: all ? 'error' : 'note',
        message: message(all ? 'lint.ciphers-none' : 'lint.ciphers-without-effect', {
          ciphers: idle.join(' '),
        }),
      };
    }
  },
};
