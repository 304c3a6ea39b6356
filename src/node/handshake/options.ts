/** A question as options of Node's TLS, chosen so that the ClientHello is byte for byte that of nginx. */
import { constants } from 'node:crypto';
import type { ConnectionOptions, SecureVersion } from 'node:tls';
import type { Question } from '../../probe/question.ts';
import type { IdentityMaterial, Trust } from './material.ts';

const ORDER = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
const NO_VERSION: Readonly<Record<string, number>> = {
  TLSv1: constants.SSL_OP_NO_TLSv1,
  'TLSv1.1': constants.SSL_OP_NO_TLSv1_1,
  'TLSv1.2': constants.SSL_OP_NO_TLSv1_2,
  'TLSv1.3': constants.SSL_OP_NO_TLSv1_3,
};
/** OpenSSL's `Options` names that change what a client does. */
const OPTIONS: Readonly<Record<string, number>> = {
  unsafelegacyserverconnect: constants.SSL_OP_LEGACY_SERVER_CONNECT,
  unsafelegacyrenegotiation: constants.SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION,
  encryptthenmac: 0,
};
/** Options that are on unless taken away with `-Name`. */
const TAKEN_AWAY: Readonly<Record<string, number>> = {
  sessionticket: constants.SSL_OP_NO_TICKET,
  encryptthenmac: constants.SSL_OP_NO_ENCRYPT_THEN_MAC,
};

function optionBits(question: Question): number {
  let bits = 0;
  for (const option of question.options) {
    const off = option.startsWith('-');
    const name = option.replace(/^[+-]/, '').toLowerCase();
    bits |= (off ? TAKEN_AWAY[name] : OPTIONS[name]) ?? 0;
  }
  const offered = ORDER.filter((v) => question.versions.includes(v));
  const low = ORDER.indexOf(offered[0] ?? 'TLSv1.2');
  const high = ORDER.indexOf(offered.at(-1) ?? 'TLSv1.2');
  for (const version of ORDER.slice(low, high + 1))
    if (!question.versions.includes(version)) bits |= NO_VERSION[version] ?? 0;
  return bits;
}

/** Options for `tls.connect`; the socket is the caller's. */
export function tlsOptions(
  question: Question,
  identity: IdentityMaterial | null,
  trust: Trust | null,
): ConnectionOptions {
  const offered = ORDER.filter((v) => question.versions.includes(v));
  const suites = offered.includes('TLSv1.3') ? `:${question.suites}` : '';
  return {
    // An empty name sends no extension; an address would be refused by Node before it is sent.
    servername: question.sni ?? '',
    minVersion: (offered[0] ?? 'TLSv1.2') as SecureVersion,
    maxVersion: (offered.at(-1) ?? 'TLSv1.2') as SecureVersion,
    ciphers: `${question.ciphers}${suites}`,
    ecdhCurve: question.groups ?? 'auto',
    secureOptions: optionBits(question),
    // What nginx does: the handshake goes on, the result is looked at afterwards.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
    // Never the list that comes with Node.
    ca: trust?.trusted ? [trust.trusted] : [],
    ...(trust?.crl ? { crl: trust.crl } : {}),
    ...(question.signatures ? { sigalgs: question.signatures } : {}),
    ...(question.alpn.length > 0 ? { ALPNProtocols: [...question.alpn] } : {}),
    ...(identity
      ? {
          cert: identity.certificate,
          key: identity.key,
          ...(identity.passphrase === null ? {} : { passphrase: identity.passphrase }),
        }
      : {}),
  };
}
