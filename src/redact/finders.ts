/** Secrets that one pattern cannot take apart: cookie lists, and maps whose keys are tokens. */
import type { SecretKind } from './rules.ts';

export interface Span {
  readonly kind: SecretKind;
  readonly start: number;
  readonly end: number;
}

const MAX_MAP = 65_536;

/** Every value of a `Cookie` header; of `Set-Cookie` the first, the rest being attributes. */
export function* cookies(text: string): Generator<Span> {
  const header = /(?<![A-Za-z0-9_$-])(set-)?cookie["']?(?:[ \t]{0,4}:|[ \t])[ \t]{0,4}["']?/gi;
  // A value may be empty, quoted or a variable; the pairs behind it count all the same.
  const pair =
    /[ \t]{0,4}[A-Za-z0-9_.%~!#&*+^|-]{1,200}="?([^\s;"'$]{0,4096})[^;\n"']{0,512}"?(;?)/y;
  for (let m = header.exec(text); m !== null; m = header.exec(text)) {
    pair.lastIndex = m.index + m[0].length;
    for (let p = pair.exec(text); p !== null; p = pair.exec(text)) {
      const value = p[1] ?? '';
      const start = p.index + p[0].indexOf('=') + (p[0].includes('="') ? 2 : 1);
      if (value !== '') yield { kind: 'cookie', start, end: start + value.length };
      header.lastIndex = Math.max(header.lastIndex, pair.lastIndex);
      if (m[1] || p[2] === '') break;
    }
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
    const entry = /(?:^|[;\n])[ \t\r\n#]*(?:"([^"\n]+)"|'([^'\n]+)'|([^\s;"'#]+))[ \t]+[^;\n]+;/g;
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
