/**
 * What `lint --fix` may change in what nginx sends and checks, stated without
 * the rules: for each place that proxies, every difference must be one that
 * mends a fault of this very place, and none may weaken it.
 */
import { nameOf, type TlsKey } from '../../src/directives/tls.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import type { Directive, Item } from '../../src/nginx/tree.ts';
import type { ConfigSet } from '../../src/nginx/tree-set.ts';
import type { Module, UpstreamTls } from '../../src/upstream/model.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';
import type { Tree } from './generated-trees.ts';

export interface Loaded {
  readonly set: ConfigSet;
  readonly paths: readonly UpstreamTls[];
}

export function load(tree: Tree, nginx: string): Loaded {
  const set = loadConfig('nginx.conf', memoryFiles(tree));
  return { set, paths: upstreamPaths(set, { nginx }) };
}

const OLD: ReadonlySet<string> = new Set(['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1']);

/** The values that a place goes by, each by the directive that sets it. */
function values({ settings: s }: UpstreamTls): Readonly<Partial<Record<TlsKey, unknown>>> {
  return {
    server_name: s.serverName.value,
    name: s.name.value?.written ?? null,
    protocols: s.protocols.value,
    ciphers: s.ciphers.value,
    verify: s.verify.value,
    verify_depth: s.verifyDepth.value,
    trusted_certificate: s.trustedCertificate.value,
    crl: s.crl.value,
    certificate: s.certificate.value?.written ?? null,
    certificate_key: s.certificateKey.value?.written ?? null,
    password_file: s.passwordFile.value,
    session_reuse: s.sessionReuse.value,
    conf_command: s.confCommands.map((c) => c.value),
    alpn: s.alpn.value,
  };
}

/** Each difference that no fault of the place itself accounts for. */
export function wrongChanges(before: Loaded, after: Loaded): readonly string[] {
  if (before.paths.length !== after.paths.length) return ['places came or went'];
  return before.paths.flatMap((was, i) => {
    const is = after.paths[i] as UpstreamTls;
    const where = `${was.pass.file} ${was.location?.path ?? ''} ${was.target.pass.written}`;
    const [a, b] = [values(was), values(is)];
    const wrong: string[] = [];
    if (was.target.pass.written !== is.target.pass.written || was.tls !== is.tls)
      wrong.push('another target');
    for (const key of Object.keys(a) as TlsKey[]) {
      if (JSON.stringify(a[key]) === JSON.stringify(b[key])) continue;
      const change = `${key} ${JSON.stringify(a[key])} → ${JSON.stringify(b[key])}`;
      if (was.tls === 'no') continue;
      if (!mends(key, was, is) && !wasMisplaced(before.set, was, key)) wrong.push(change);
      else if (weakens(key, a[key], b[key], was)) wrong.push(`weaker: ${change}`);
    }
    return wrong.map((what) => `${where}: ${what}`);
  });
}

/** A fault of this place that the change mends. */
function mends(key: TlsKey, was: UpstreamTls, is: UpstreamTls): boolean {
  const { settings: a } = was;
  const { settings: b } = is;
  if (was.tls !== 'yes') return false;
  switch (key) {
    case 'server_name':
      return b.serverName.value && (b.name.value !== null || was.target.kind === 'name');
    case 'name':
      return same(
        was.checkedName.values.map((name) => name.replace(/\.+$/, '')),
        is.checkedName.values,
      );
    case 'protocols':
      return same(
        a.protocols.value.filter((p) => !OLD.has(p)),
        b.protocols.value,
      );
    case 'verify_depth':
      return a.verify.value && b.verifyDepth.value > a.verifyDepth.value;
    default:
      return false;
  }
}

/** A directive of another module stood where it would have set this, had it been of the right one. */
function wasMisplaced(set: ConfigSet, was: UpstreamTls, key: TlsKey): boolean {
  const wrong = new Set(
    (['proxy', 'grpc', 'uwsgi'] as Module[])
      .filter((m) => m !== was.module)
      .map((m) => nameOf(key, m)),
  );
  return was.scopes.some(({ at }) =>
    directives(set, at.directive.block?.items ?? []).some((d) => wrong.has(d.name)),
  );
}

function directives(set: ConfigSet, items: readonly Item[]): readonly Directive[] {
  return items.flatMap((item) => {
    if (item.kind !== 'directive') return [];
    const files = set.includes.get(item) ?? [];
    return [item, ...files.flatMap((f) => directives(set, set.files.get(f)?.items ?? []))];
  });
}

function weakens(key: TlsKey, was: unknown, is: unknown, place: UpstreamTls): boolean {
  switch (key) {
    case 'verify':
    case 'server_name':
      return is === false;
    case 'protocols':
      return (is as string[]).some((p) => OLD.has(p) && !(was as string[]).includes(p));
    case 'ciphers':
      return /SECLEVEL|RC4|ALL|NULL|MD5/.test(String(is).replace(/!\w+/g, ''));
    case 'trusted_certificate':
    case 'crl':
      // Another authority than the one that is trusted now, or a list less.
      return was !== null && place.settings.verify.value;
    case 'conf_command':
      return (was as unknown[]).length > 0 || /Unsafe|SECLEVEL/.test(JSON.stringify(is));
    case 'verify_depth':
    case 'certificate':
    case 'certificate_key':
      return false;
    default:
      return false;
  }
}

const same = (a: readonly unknown[], b: readonly unknown[]) =>
  JSON.stringify(a) === JSON.stringify(b);
