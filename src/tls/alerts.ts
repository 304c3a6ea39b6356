/**
 * TLS alerts: number, name and the text that each OpenSSL generation logs.
 * Texts measured with OpenSSL 1.1.1w, 3.0, 3.5 and 3.6 for every alert below;
 * names from the IANA registry "TLS Alerts".
 */

/** OpenSSL generations whose logs differ: 1.0.x, 1.1.x, 3.0–3.4, 3.5 and later. */
export type Generation = '1.0' | '1.1' | '3.0' | '3.5';

export interface Alert {
  readonly number: number;
  /** Registry name, `handshake_failure`. */
  readonly name: string;
  /** Text of OpenSSL up to 3.4, `sslv3 alert handshake failure`. */
  readonly text: string;
  /** Text from OpenSSL 3.5 on where it differs, `ssl/tls alert handshake failure`. */
  readonly textFrom35: string | null;
  /** OpenSSL 1.x has no text for it and logs `reason(1120)`. */
  readonly unnamedIn1x: boolean;
}

function alert(number: number, name: string, text: string, unnamedIn1x = false): Alert {
  const textFrom35 = text.startsWith('sslv3 ') ? `ssl/tls ${text.slice('sslv3 '.length)}` : null;
  return { number, name, text, textFrom35, unnamedIn1x };
}

/** All alerts, by number. */
export const ALERTS: readonly Alert[] = [
  alert(0, 'close_notify', 'reason(1000)'),
  alert(10, 'unexpected_message', 'sslv3 alert unexpected message'),
  alert(20, 'bad_record_mac', 'sslv3 alert bad record mac'),
  alert(21, 'decryption_failed', 'tlsv1 alert decryption failed'),
  alert(22, 'record_overflow', 'tlsv1 alert record overflow'),
  alert(30, 'decompression_failure', 'sslv3 alert decompression failure'),
  alert(40, 'handshake_failure', 'sslv3 alert handshake failure'),
  alert(41, 'no_certificate', 'sslv3 alert no certificate'),
  alert(42, 'bad_certificate', 'sslv3 alert bad certificate'),
  alert(43, 'unsupported_certificate', 'sslv3 alert unsupported certificate'),
  alert(44, 'certificate_revoked', 'sslv3 alert certificate revoked'),
  alert(45, 'certificate_expired', 'sslv3 alert certificate expired'),
  alert(46, 'certificate_unknown', 'sslv3 alert certificate unknown'),
  alert(47, 'illegal_parameter', 'sslv3 alert illegal parameter'),
  alert(48, 'unknown_ca', 'tlsv1 alert unknown ca'),
  alert(49, 'access_denied', 'tlsv1 alert access denied'),
  alert(50, 'decode_error', 'tlsv1 alert decode error'),
  alert(51, 'decrypt_error', 'tlsv1 alert decrypt error'),
  alert(60, 'export_restriction', 'tlsv1 alert export restriction'),
  alert(70, 'protocol_version', 'tlsv1 alert protocol version'),
  alert(71, 'insufficient_security', 'tlsv1 alert insufficient security'),
  alert(80, 'internal_error', 'tlsv1 alert internal error'),
  alert(86, 'inappropriate_fallback', 'tlsv1 alert inappropriate fallback'),
  alert(90, 'user_canceled', 'tlsv1 alert user cancelled'),
  alert(100, 'no_renegotiation', 'tlsv1 alert no renegotiation'),
  alert(109, 'missing_extension', 'tlsv13 alert missing extension'),
  alert(110, 'unsupported_extension', 'tlsv1 unsupported extension'),
  alert(111, 'certificate_unobtainable', 'tlsv1 certificate unobtainable'),
  alert(112, 'unrecognized_name', 'tlsv1 unrecognized name'),
  alert(113, 'bad_certificate_status_response', 'tlsv1 bad certificate status response'),
  alert(114, 'bad_certificate_hash_value', 'tlsv1 bad certificate hash value'),
  alert(115, 'unknown_psk_identity', 'tlsv1 alert unknown psk identity', true),
  alert(116, 'certificate_required', 'tlsv13 alert certificate required'),
  alert(120, 'no_application_protocol', 'tlsv1 alert no application protocol', true),
];

const byNumber = new Map(ALERTS.map((a) => [a.number, a]));
const byText = new Map<string, Alert>();
for (const a of ALERTS) {
  byText.set(a.text, a);
  if (a.textFrom35) byText.set(a.textFrom35, a);
}

/** The alert with this number; null for numbers nobody registered. */
export function alertByNumber(number: number): Alert | null {
  return byNumber.get(number) ?? null;
}

/** The alert that OpenSSL means by this reason text, whatever the generation; null for other reasons. */
export function alertByText(text: string): Alert | null {
  const known = byText.get(text);
  if (known) return known;
  const number = /^reason\((\d{4})\)$/.exec(text)?.[1];
  return number === undefined ? null : alertByNumber(Number(number) - 1000);
}

/** What a generation of OpenSSL logs for this alert. */
export function alertText(number: number, generation: Generation): string {
  const known = alertByNumber(number);
  const old = generation === '1.0' || generation === '1.1';
  if (known === null || (old && known.unnamedIn1x)) return `reason(${1000 + number})`;
  return (generation === '3.5' ? known.textFrom35 : null) ?? known.text;
}

/**
 * Alerts that nginx up to 1.26 logs as `[crit]` and 1.30 as `[error]`
 * (all others are `[error]` in every version).
 */
export function isCritUpTo126(number: number): boolean {
  return number === 86 || (number >= 109 && number <= 116) || number === 120;
}
