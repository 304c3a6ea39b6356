/** What the causes of parameters ask of a case: which versions, suites and groups nginx really offers. */
import type { Setting, TlsVersion, UpstreamTls } from '../upstream/model.ts';
import type { Case, Evidence, Source } from './cause.ts';
import { fact, isOpenssl3, openssl } from './parts.ts';
import { fromSetting } from './path-facts.ts';

const ORDER: readonly TlsVersion[] = ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** The last `*_ssl_conf_command` of one of the names; null when none is set. */
export function confCommand(
  path: UpstreamTls | null,
  ...names: string[]
): Setting<readonly [string, string]> | null {
  const wanted = names.map((name) => name.toLowerCase());
  return (
    path?.settings.confCommands.findLast((s) => wanted.includes(s.value[0].toLowerCase())) ?? null
  );
}

/** Security level that the cipher list states; null when it states none (the build's default, mostly 2). */
export function statedLevel(path: UpstreamTls): number | null {
  const level = /@SECLEVEL=(\d)/.exec(path.settings.ciphers.value)?.[1];
  return level === undefined ? null : Number(level);
}

/** Versions that go into the ClientHello: the directive, within Min- and MaxProtocol, and what OpenSSL has and allows. */
export function offeredVersions(c: Case, path: UpstreamTls): readonly TlsVersion[] {
  const bound = (name: string) => {
    const value = confCommand(path, name)?.value[1];
    return value === undefined
      ? -1
      : ORDER.findIndex((v) => v.toLowerCase() === value.toLowerCase());
  };
  const min = bound('MinProtocol');
  const max = bound('MaxProtocol');
  const level = statedLevel(path) ?? 2;
  return path.settings.protocols.value.filter((version) => {
    const at = ORDER.indexOf(version);
    if (min >= 0 && at < min) return false;
    if (max >= 0 && at > max) return false;
    if (version === 'TLSv1.3' && openssl(c) < 1.1) return false;
    // OpenSSL 3 signs nothing with SHA-1 above level 0, and TLS 1.1 knows nothing else.
    return !(isOpenssl3(c) && level > 0 && at < ORDER.indexOf('TLSv1.2'));
  });
}

/** Whether a setting was chosen by somebody, and is not the default. */
export function isChosen(setting: Setting<unknown>): boolean {
  return setting.origin.kind === 'directive';
}

/** Evidence from a setting that narrows what is offered: chosen speaks for the cause, the default against. */
export function narrowed(
  path: UpstreamTls,
  setting: Setting<unknown> | null,
  ids: { readonly chosen: string; readonly notChosen: string },
  weights: { readonly chosen: number; readonly notChosen: number },
  params: Readonly<Record<string, string | number>>,
): Evidence {
  const chosen = setting !== null && isChosen(setting);
  const source: Source = fromSetting(setting ?? path.settings.protocols, path);
  return chosen
    ? fact(ids.chosen, weights.chosen, source, params)
    : fact(ids.notChosen, weights.notChosen, source, params);
}
