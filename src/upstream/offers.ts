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
  /**
   * Those of them that OpenSSL would also complete: from 3.0 it has no signature algorithm
   * left for TLS 1.0 and 1.1 above security level 0, although 3.0 itself still offers them.
   */
  readonly usable: readonly TlsVersion[];
  /** Protocol ids of the ALPN extension; empty when the extension is not sent. */
  readonly alpn: readonly string[];
}

const NEWEST_FIRST: readonly TlsVersion[] = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'];

/** What nginx puts into the ClientHello with these settings; SSL 2 and 3 are not compiled in. */
export function offerOf(settings: TlsSettings, versions: OpensslVersion): Offer {
  const allowed = new Set(limited(settings.protocols.value, settings));
  const noOld = securityLevel(settings, versions.openssl) > 0;
  const hidesOld = noOld && atLeast(versions.openssl, '3.1');
  const offered = lowestRun(NEWEST_FIRST.map((v) => allowed.has(v) && !(hidesOld && isOld(v))));
  const breaksOld = noOld && atLeast(versions.openssl, '3');
  const usable = offered.filter((v) => !(breaksOld && isOld(v)));
  return { versions: offered, usable, alpn: settings.alpn.value };
}

function isOld(version: TlsVersion): boolean {
  return version === 'TLSv1' || version === 'TLSv1.1';
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
