/**
 * What the ClientHello will contain, as far as it follows from settings and
 * versions: protocol versions after OpenSSL's own rules, ALPN.
 *
 * Measured with nginx 1.18–1.31 on OpenSSL 1.1.1, 3.0 and 3.5, read in OpenSSL's
 * `ssl_get_min_max_version` and its security callback.
 */
import { atLeast } from '../directives/version.ts';
import type { TlsSettings, TlsVersion } from './model.ts';

/** What of the versions matters here. */
export interface OpensslVersion {
  /** For example `3.0.19`, or `3.0` when only the generation is known. */
  readonly openssl: string;
}

export interface Offer {
  /** Versions on offer, oldest first; empty when OpenSSL refuses to start (`no protocols available`). */
  readonly versions: readonly TlsVersion[];
  /** Protocol ids of the ALPN extension; empty when the extension is not sent. */
  readonly alpn: readonly string[];
}

const NEWEST_FIRST: readonly TlsVersion[] = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'];

/** What nginx puts into the ClientHello with these settings. */
export function offerOf(settings: TlsSettings, versions: OpensslVersion): Offer {
  const allowed = new Set(limited(settings.protocols.value, settings));
  const level = securityLevel(settings, versions.openssl);
  // OpenSSL 3 allows TLS 1.0 and 1.1 at security level 0 only; SSL 3 is not compiled in.
  const dropsOld = atLeast(versions.openssl, '3') && level > 0;
  const usable = NEWEST_FIRST.map(
    (v) => allowed.has(v) && !(dropsOld && (v === 'TLSv1' || v === 'TLSv1.1')),
  );
  return { versions: lowestRun(usable), alpn: settings.alpn.value };
}

/** Of versions with gaps between them OpenSSL offers only the lowest run without a gap. */
function lowestRun(usable: readonly boolean[]): TlsVersion[] {
  const last = usable.lastIndexOf(true);
  if (last < 0) return [];
  let first = last;
  while (first > 0 && usable[first - 1]) first--;
  return NEWEST_FIRST.slice(first, last + 1).reverse();
}

/** `MinProtocol`, `MaxProtocol` and `Protocol` commands come after the directive. */
function limited(protocols: readonly TlsVersion[], settings: TlsSettings): readonly TlsVersion[] {
  let allowed = protocols;
  const oldestFirst = [...NEWEST_FIRST].reverse();
  for (const command of settings.confCommands) {
    const [name, value] = command.value;
    const bound = oldestFirst.indexOf(versionNamed(value));
    switch (name.toLowerCase()) {
      case 'minprotocol':
        if (bound >= 0) allowed = allowed.filter((v) => oldestFirst.indexOf(v) >= bound);
        break;
      case 'maxprotocol':
        if (bound >= 0) allowed = allowed.filter((v) => oldestFirst.indexOf(v) <= bound);
        break;
      case 'protocol':
        allowed = switched(allowed, value);
        break;
    }
  }
  return allowed;
}

/** `Protocol -TLSv1.3,+TLSv1.1,ALL`. */
function switched(protocols: readonly TlsVersion[], value: string): readonly TlsVersion[] {
  const on = new Set(protocols);
  for (const word of value.split(/[\s,]+/)) {
    const off = word.startsWith('-');
    const name = word.replace(/^[+-]/, '');
    const named = /^all$/i.test(name) ? NEWEST_FIRST : [versionNamed(name)];
    for (const version of named) {
      if (off) on.delete(version);
      else on.add(version);
    }
  }
  return [...on];
}

function versionNamed(text: string): TlsVersion {
  const found = NEWEST_FIRST.find((v) => v.toLowerCase() === text.trim().toLowerCase());
  return found ?? 'SSLv2';
}

/** `@SECLEVEL=N` of the cipher list or of `CipherString`; else the level OpenSSL starts with. */
export function securityLevel(settings: TlsSettings, openssl: string): number {
  const strings = [
    settings.ciphers.value,
    ...settings.confCommands
      .filter((c) => c.value[0].toLowerCase() === 'cipherstring')
      .map((c) => c.value[1]),
  ];
  const stated = strings.flatMap((s) => /@SECLEVEL=(\d)/i.exec(s)?.[1] ?? []).at(-1);
  if (stated !== undefined) return Number(stated);
  return atLeast(openssl, '3.2') ? 2 : 1;
}
