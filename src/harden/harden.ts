/**
 * The baseline at http level (and in stream): verification on, against the CAs of
 * the system, and SNI. What cannot be verified so keeps its present values, written
 * down place by place.
 */
import { nameOf, type TlsKey } from '../directives/tls.ts';
import type { Files } from '../nginx/files.ts';
import { loadConfig } from '../nginx/load.ts';
import { insertDirective, replaceArgs } from '../nginx/rewrite.ts';
import type { Directive } from '../nginx/tree.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { applyEdits, difference, type Edit, findConflict, mergeEdits } from '../text/edit.ts';
import type { Versions } from '../tls/versions.ts';
import type { Module, UpstreamTls } from '../upstream/model.ts';
import { upstreamPaths } from '../upstream/paths.ts';
import { setDirective, settingScope } from '../upstream/rewrite.ts';
import { allScopes, buildScopes, type Scope } from '../upstream/scopes.ts';
import { type Outcome, outcomesOf, type Trial } from './outcome.ts';

export interface Hardening {
  readonly edits: readonly Edit[];
  /** Places that speak TLS, with what becomes of each, in the order of the configuration. */
  readonly outcomes: readonly Outcome[];
  /** Places for which this did not work out; the edits must not be used when there is one. */
  readonly broken: readonly UpstreamTls[];
  /** The configuration with the edits; places that speak TLS stand in the order of the outcomes. */
  readonly after: Hardened;
}

/** Intermediate certificates that public chains may have; nginx's default of 1 is too few for some. */
const DEPTH = '3';
/** Rounds follow nested locations inwards. */
const ROUNDS = 20;

/**
 * Hardens a whole configuration. `ca` is the file with the system's CAs, `files`
 * where the configuration is, `trial` what asking the upstreams has shown.
 */
export function harden(
  set: ConfigSet,
  versions: Versions,
  ca: string,
  files: Files,
  trial: Trial | null = null,
): Hardening {
  const all = upstreamPaths(set, versions);
  const outcomes = outcomesOf(all, trial);
  const paths = outcomes.map(({ path }) => path);
  if (outcomes.every(({ kept }) => kept !== null))
    return { edits: [], outcomes, broken: [], after: { set, all, paths } };
  const texts = new Map([...set.files].map(([file, { text }]) => [file, text]));
  change(texts, baseline(set, outcomes, ca));
  let now = pathsOf(set.main, texts, files, versions);
  for (let round = 0; round < ROUNDS; round++) {
    const edits = keeping(now, outcomes);
    if (edits.length === 0) break;
    change(texts, edits);
    now = pathsOf(set.main, texts, files, versions);
  }
  const broken = outcomes
    .filter(({ path, kept }, i) => {
      const after = now.paths[i];
      if (after === undefined) return true;
      return kept === null ? !after.settings.verify.value : behaviour(path) !== behaviour(after);
    })
    .map(({ path }) => path);
  const edits = [...texts].flatMap(([file, text]) => {
    const before = set.files.get(file)?.text ?? '';
    return before === text ? [] : [difference(file, before, text)];
  });
  return { edits, outcomes, broken, after: now };
}

/** All that a handshake from this place depends on. A CA counts only where something is verified. */
export function behaviour({ sni, checkedName, settings: s, target, tls }: UpstreamTls): string {
  const checks = s.verify.value
    ? [s.trustedCertificate.value, s.verifyDepth.value, s.crl.value, checkedName]
    : null;
  const client = [s.certificate.value?.written, s.certificateKey.value?.written];
  const offer = [s.protocols.value, s.ciphers.value, s.alpn.value, s.sessionReuse.value];
  const commands = s.confCommands.map((c) => c.value);
  const sent = [s.serverName.value, sni.sent, sni.name, target.pass.written];
  return JSON.stringify([tls, sent, checks, offer, client, commands]);
}

interface Hardened {
  readonly set: ConfigSet;
  readonly all: readonly UpstreamTls[];
  /** Those that speak TLS, in the order of the outcomes. */
  readonly paths: readonly UpstreamTls[];
}

function pathsOf(
  main: string,
  texts: ReadonlyMap<string, string>,
  files: Files,
  versions: Versions,
): Hardened {
  const set = loadConfig(main, {
    read: (file) => {
      const text = texts.get(file);
      return text === undefined ? files.read(file) : { text };
    },
    glob: (pattern) => files.glob(pattern),
  });
  const all = upstreamPaths(set, versions);
  return { set, all, paths: all.filter((path) => path.tls !== 'no') };
}

function change(texts: Map<string, string>, edits: readonly Edit[]): void {
  for (const file of new Set(edits.map((edit) => edit.file))) {
    const own = edits.filter((edit) => edit.file === file);
    texts.set(file, applyEdits(texts.get(file) ?? '', own));
  }
}

/** The directives of the level above all servers, for the families that gain from them. */
function baseline(set: ConfigSet, outcomes: readonly Outcome[], ca: string): readonly Edit[] {
  const gaining = outcomes.filter(({ kept }) => kept === null).map(({ path }) => path);
  const edits: Edit[] = [];
  for (const scope of allScopes(buildScopes(set))) {
    if (scope.level !== 'http' && scope.level !== 'stream') continue;
    const under = gaining.filter((path) =>
      path.scopes.some(({ at }) => at.directive === scope.at?.directive),
    );
    for (const family of new Set(under.map((path) => path.module)))
      edits.push(...baselineOf(set, scope, family, ca));
  }
  return edits;
}

function baselineOf(set: ConfigSet, scope: Scope, family: Module, ca: string): readonly Edit[] {
  const wanted: readonly (readonly [key: TlsKey, value: string, change: boolean])[] = [
    ['server_name', 'on', true],
    ['verify', 'on', true],
    ['verify_depth', DEPTH, false],
    ['trusted_certificate', ca, false],
  ];
  return wanted.flatMap(([key, value, overwrite]) => {
    const name = nameOf(key, family);
    const [present] = scope.own.get(name) ?? [];
    if (present !== undefined) {
      const file = set.files.get(present.file);
      return file === undefined || !overwrite ? [] : replaceArgs(file, present.directive, [value]);
    }
    const file = scope.at === null ? undefined : set.files.get(scope.at.file);
    const first = scope.at?.directive.block?.items.find(
      (item): item is Directive => item.kind === 'directive',
    );
    if (file === undefined || first === undefined) return [];
    return insertDirective(file, { before: first }, name, [value]);
  });
}

/** Writes down what kept places had before, the outermost first: inner ones may inherit it. */
function keeping({ set, all, paths }: Hardened, outcomes: readonly Outcome[]): readonly Edit[] {
  const where = { config: set, allPaths: all };
  const touched = new Set<Directive>();
  let edits: readonly Edit[] = [];
  outcomes.forEach(({ path: before, kept }, i) => {
    const path = paths[i];
    if (kept === null || path === undefined) return;
    if (path.scopes.some(({ at }) => touched.has(at.directive))) return;
    const own = restoring(before, path).flatMap(([key, value]) =>
      setDirective(where, path, `ssl_${key}`, [value]),
    );
    const scope = settingScope(path);
    if (own.length === 0 || scope === null) return;
    const together = mergeEdits([...edits, ...own]);
    if (findConflict(together) !== null) return;
    edits = together;
    touched.add(scope.directive);
  });
  return edits;
}

function restoring(
  { settings: before }: UpstreamTls,
  { settings: after }: UpstreamTls,
): readonly (readonly [TlsKey, string])[] {
  const onOff = (on: boolean) => (on ? 'on' : 'off');
  const changes: (readonly [TlsKey, string])[] = [];
  if (before.serverName.value !== after.serverName.value)
    changes.push(['server_name', onOff(before.serverName.value)]);
  if (before.verify.value !== after.verify.value)
    changes.push(['verify', onOff(before.verify.value)]);
  if (!before.verify.value) return changes;
  if (before.verifyDepth.value !== after.verifyDepth.value)
    changes.push(['verify_depth', String(before.verifyDepth.value)]);
  if (before.trustedCertificate.value !== after.trustedCertificate.value)
    changes.push(['trusted_certificate', before.trustedCertificate.value ?? '']);
  return changes;
}
