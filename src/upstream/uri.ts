/** A request URI as nginx compares it with locations: decoded, dots and double slashes resolved. */
import { toBytes } from './regex.ts';

/**
 * Path of a request line, one UTF-16 unit per byte; null when nginx would refuse it
 * (above the root, `%00`, broken escapes). `http://host/path` counts as `/path`.
 */
export function normalisedPath(uri: string, mergeSlashes: boolean): string | null {
  const path = toBytes(uri.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '')).replace(
    /[?#][\s\S]*$/,
    '',
  );
  const decoded = decode(path);
  if (decoded === null) return null;
  if (!decoded.startsWith('/')) return decoded === '' ? '/' : null;
  return resolveDots(decoded, mergeSlashes);
}

function decode(path: string): string | null {
  if (!path.includes('%')) return path;
  if (/%(?![0-9a-f]{2})|%00/i.test(path)) return null;
  return path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function resolveDots(path: string, mergeSlashes: boolean): string | null {
  const out: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [i, segment] of segments.entries()) {
    const last = i === segments.length - 1;
    if (segment === '..') {
      if (out.length === 0) return null;
      out.pop();
      if (last) out.push('');
    } else if (segment === '.') {
      if (last) out.push('');
    } else if (segment !== '' || last || !mergeSlashes) {
      out.push(segment);
    }
  }
  return `/${out.join('/')}`;
}
