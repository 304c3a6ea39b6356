/**
 * OpenSSL errors as they stand in a log line:
 * `error:CODE:library:function:reason[:data]`, several in a row, the outermost
 * first. 1.x packs the code as library, function, reason (8, 12, 12 bits), 3.x
 * as library and reason and leaves the function empty; in both the low 12 bits
 * of an `SSL routines` code are the reason, 1000 + alert number for alerts.
 */
import { alertByNumber, alertByText, type Generation } from './alerts.ts';

export interface ParsedError {
  /** Hexadecimal digits as logged, upper-cased. */
  readonly code: string;
  readonly library: string;
  /** Function name (1.x only), else null. */
  readonly func: string | null;
  readonly reason: string;
  /** Alert number, from `SSL alert number N` or from the code; null for what is no alert. */
  readonly alert: number | null;
  /** What follows the reason: `cmd=Curves, value=X448-foo`, `Expecting: ANY PRIVATE KEY` …; null when nothing does. */
  readonly data: string | null;
}

/** Other libraries log other codes for the same faults. */
export type TlsLibrary = 'openssl' | 'boringssl' | 'libressl';

const ERROR = /error:([0-9A-Fa-f]{6,16}):/g;
/** No line holds more than a handful; the rest would only be noise. */
const MAX_ERRORS = 16;
const ALERT_NUMBER = /SSL alert number (\d{1,3})/;
/** `s3_pkt.c:1493`, `../ssl/record/rec_layer_s3.c:1544`, as the openssl program adds it. */
const FILE_AND_LINE = /^[\w./-]+\.c:\d+(?::|$)/;

/** Every OpenSSL error in a text, in order. Text that has none gives an empty list. */
export function parseOpensslErrors(text: string): ParsedError[] {
  const starts: { from: number; body: number; code: string }[] = [];
  for (const match of text.matchAll(ERROR)) {
    if (starts.length === MAX_ERRORS) break;
    starts.push({
      from: match.index,
      body: match.index + match[0].length,
      code: (match[1] ?? '').toUpperCase(),
    });
  }
  return starts.map((start, i) =>
    parseOne(start.code, text.slice(start.body, starts[i + 1]?.from ?? text.length).trim()),
  );
}

function parseOne(code: string, body: string): ParsedError {
  const library = upToColon(body);
  const func = upToColon(body.slice(library.length + 1));
  const afterFunc = body.slice(library.length + func.length + 2);
  const reason = upToColon(afterFunc);
  const data = afterFunc
    .slice(reason.length + 1)
    .replace(FILE_AND_LINE, '')
    .trim();
  return {
    code,
    library: library.trim(),
    func: func.trim() || null,
    reason: reason.trim(),
    alert: alertOf(code, library.trim(), reason.trim(), data),
    data: data || null,
  };
}

function upToColon(text: string): string {
  const colon = text.indexOf(':');
  return colon < 0 ? text : text.slice(0, colon);
}

function alertOf(code: string, library: string, reason: string, data: string): number | null {
  const stated = ALERT_NUMBER.exec(data)?.[1];
  if (stated !== undefined) return Number(stated);
  if (library !== 'SSL routines') return null;
  const byReason = alertByText(reason);
  if (byReason) return byReason.number;
  const number = reasonNumber(code) - 1000;
  // Reasons above 1000 are alerts by definition; below they are OpenSSL's own.
  return number > 0 && alertByNumber(number) ? number : null;
}

/** The reason number of a code: its low 12 bits. */
export function reasonNumber(code: string): number {
  return Number.parseInt(code.slice(-3), 16);
}

/** Which library wrote this error, as far as code and text tell. */
export function libraryOf(error: Pick<ParsedError, 'code' | 'func' | 'library'>): TlsLibrary {
  if (error.func === 'OPENSSL_internal') return 'boringssl';
  if (error.func !== null && (/^ST_/.test(error.func) || error.func.includes('SSL_internal')))
    return 'libressl';
  return 'openssl';
}

/**
 * OpenSSL generations that can have written this error. 1.0 writes function
 * names in capitals and 1.1 as in the source; 3.x writes none and packs the
 * code otherwise; only `sslv3 alert` against `ssl/tls alert` tells 3.5 apart.
 */
export function generationsOf(
  error: Pick<ParsedError, 'code' | 'library' | 'func' | 'reason'>,
): readonly Generation[] {
  if (libraryOf(error) !== 'openssl') return [];
  if (error.func !== null) {
    if (error.library !== 'SSL routines') return ['1.0', '1.1'];
    if (/^[A-Z0-9_]+$/.test(error.func)) return ['1.0'];
    return /^[a-z0-9_]+$/.test(error.func) ? ['1.1'] : ['1.0', '1.1'];
  }
  const packed = Number.parseInt(error.code, 16);
  const old = error.library === 'SSL routines' && packed >>> 24 === 0x14;
  if (old) return ['1.0', '1.1'];
  if (error.reason.startsWith('ssl/tls alert ')) return ['3.5'];
  if (error.reason.startsWith('sslv3 alert ')) return ['3.0'];
  return ['3.0', '3.5'];
}
