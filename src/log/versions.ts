/**
 * Which nginx and OpenSSL wrote a log, from how they say things. Facts measured
 * on nginx 1.18.0, 1.22.1, 1.26.3 and 1.30.6 with OpenSSL 1.1.1, 3.0, 3.5, 3.6.
 */
import { type Generation, isCritUpTo126 } from '../tls/alerts.ts';
import { generationsOf, libraryOf, type TlsLibrary } from '../tls/openssl-errors.ts';
import { verifyErrorByCode } from '../tls/verify-errors.ts';
import type { LogEvent } from './event.ts';
import type { Incident } from './incident.ts';

export interface LoggedVersions {
  /** Generations that can have written every line; empty when the lines disagree or tell nothing. */
  readonly openssl: readonly Generation[];
  /** Null when no line tells. */
  readonly library: TlsLibrary | null;
  /** Oldest and newest nginx measured to write so, inclusive; null where nothing bounds it. */
  readonly nginx: { readonly atLeast: string | null; readonly atMost: string | null };
  /** Lines of different generations: logs of several hosts, or an upgrade between. */
  readonly mixed: boolean;
}

const ALL: readonly Generation[] = ['1.0', '1.1', '3.0', '3.5'];

/** What the incidents of one log tell about what wrote them. */
export function versionsInLog(incidents: readonly Incident[]): LoggedVersions {
  let openssl: readonly Generation[] = ALL;
  let library: TlsLibrary | null = null;
  let mixed = false;
  const levels = new Set<'old' | 'new'>();
  for (const event of incidents.flatMap((incident) => incident.samples)) {
    for (const error of event.errors) library ??= libraryOf(error);
    for (const possible of told(event)) {
      const both = openssl.filter((generation) => possible.includes(generation));
      if (both.length === 0) mixed = true;
      else openssl = both;
    }
    const level = toldByLevel(event);
    if (level !== null) levels.add(level);
  }
  if (levels.size > 1) mixed = true;
  return {
    openssl: mixed || openssl.length === ALL.length ? [] : openssl,
    library,
    nginx: {
      atLeast: levels.has('new') && !mixed ? '1.30.0' : null,
      atMost: levels.has('old') && !mixed ? '1.26.3' : null,
    },
    mixed,
  };
}

/** The generations that each fact of an event allows. */
function told(event: LogEvent): (readonly Generation[])[] {
  const facts = event.errors.map((error) => generationsOf(error));
  const known = event.verifyError ? verifyErrorByCode(event.verifyError.code) : null;
  if (known !== null && known.textIn1x !== null)
    facts.push(event.verifyError?.text === known.textIn1x ? ['1.0', '1.1'] : ['3.0', '3.5']);
  if (known !== null && known.textFrom36 !== null && event.verifyError?.text === known.textFrom36)
    facts.push(['3.5']);
  return facts.filter((generations) => generations.length > 0);
}

/** Alerts that nginx 1.26 calls critical and 1.30 errors, and files that they load with other functions. */
function toldByLevel(event: LogEvent): 'old' | 'new' | null {
  if (event.alert !== null && isCritUpTo126(event.alert) && event.kind !== 'startup-error')
    return event.level === 'crit' ? 'old' : event.level === 'error' ? 'new' : null;
  if (/^SSL_CTX_load_verify_locations\(|^X509_LOOKUP_load_file\(/.test(event.text)) return 'old';
  if (/^cannot load CRL "/.test(event.text)) return 'new';
  return null;
}

/** A version that stands for each generation where one has to be named. */
const TYPICAL: Readonly<Record<Generation, string>> = {
  '1.0': '1.0.2',
  '1.1': '1.1.1',
  '3.0': '3.0',
  '3.5': '3.5',
};

/** The versions to go by: one of each, null where the log tells nothing. */
export function likelyVersions(log: LoggedVersions): {
  readonly nginx: string | null;
  readonly openssl: string | null;
} {
  // 3.0 and 3.5 differ in little; of several the older is what more hosts run.
  const generation = log.openssl.length === 2 && log.openssl[0] === '1.0' ? '1.1' : log.openssl[0];
  return {
    nginx: log.nginx.atLeast ?? log.nginx.atMost,
    openssl: generation === undefined ? null : TYPICAL[generation],
  };
}
