/** Secrets that one pattern cannot take apart: cookie lists, and maps whose keys are tokens. */
import type { SecretKind } from './rules.ts';

export interface Span {
  readonly kind: SecretKind;
  readonly start: number;
  readonly end: number;
}

const MAX_HEADER = 16_384;
const MAX_MAP = 65_536;

/** Every value of a `Cookie` header; of `Set-Cookie` the first, the rest being attributes. */
export function* cookies(text: string): Generator<Span> {
  const header = /(?<![A-Za-z0-9_$-])(set-)?cookie["']?(?:[ \t]{0,4}:|[ \t])[ \t]{0,4}["']?/gi;
  for (let m = header.exec(text); m !== null; m = header.exec(text)) {
    const from = m.index + m[0].length;
    const list = /^[^\n"']{0,16384}/.exec(text.slice(from, from + MAX_HEADER))?.[0] ?? '';
    let at = from;
    for (const pair of list.split(';')) {
      const value = /^\s*[A-Za-z0-9_.%~!#&*+^|-]{1,200}=([^\s,$]+)/.exec(pair);
      if (!value?.[1]) break;
      const end = at + value[0].length;
      yield { kind: 'cookie', start: end - value[1].length, end };
      if (m[1]) break;
      at += pair.length + 1;
    }
    header.lastIndex = Math.max(from, Math.min(at, from + list.length));
  }
}

/** Keys of `map $http_authorization …`, `map $arg_token …` and the like: they are the secrets compared with. */
export function* mapKeys(text: string): Generator<Span> {
  const head =
    /(?<!\w)map\s{1,8}"?\$\{?(?:http_authorization|(?:http|arg|cookie)_\w{0,60}(?:key|token|secret|auth|pass|session|sid)\w{0,40})\}?"?\s{1,8}\$\w{1,80}\s{0,8}\{/gi;
  for (let m = head.exec(text); m !== null; m = head.exec(text)) {
    const from = m.index + m[0].length;
    const end = text.indexOf('}', from);
    const body = text.slice(from, end < 0 ? from + MAX_MAP : Math.min(end, from + MAX_MAP));
    const entry = /(?:^|[;\n])[ \t\r\n]*(?:"([^"\n]+)"|'([^'\n]+)'|([^\s;"'#]+))[ \t]+[^;\n]+;/g;
    for (let e = entry.exec(body); e !== null; e = entry.exec(body)) {
      const key = e[1] ?? e[2] ?? e[3] ?? '';
      entry.lastIndex--; // the semicolon also begins the next entry
      if (/^(?:default|hostnames|volatile|include)$/.test(key) || key.length < 3) continue;
      const start = from + e.index + e[0].indexOf(key);
      yield { kind: 'token', start, end: start + key.length };
    }
    if (end < 0) return;
    head.lastIndex = end;
  }
}
