/**
 * A part of a large configuration, linted as if its files were all of the fleet. That
 * says what linting the whole would, as long as nothing in the part reaches beyond it;
 * where something does, the part says so, and the whole has to be linted.
 */
import type { Outline } from '../nginx/load.ts';
import type { Directive } from '../nginx/tree.ts';
import { addressOf } from '../upstream/address.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import { definingScopes, type Scope } from '../upstream/scopes.ts';
import { groupsIn, lint } from './lint.ts';
import { surelyTls } from './places.ts';
import type { Finding, LintContext } from './rule.ts';
import { identity } from './rules/session-shared-between-identities.ts';
import type { Settings } from './settings.ts';
import { MARK } from './suppress.ts';

/** The part cannot be told from the rest; the files are those that the outline has to keep. */
export interface Entangled {
  readonly entangled: readonly string[];
}

/** What was found, and what has to be compared with the other parts. */
interface Told {
  readonly findings: readonly Finding[];
  readonly locations: number;
  /** Names of groups. */
  readonly groups: readonly string[];
  /** Places of templates that only their rendering can tell. */
  readonly unclear: number;
  readonly ties: Ties;
}

/** Of the files of a part alone. */
export interface PartResult extends Told {
  readonly silenced: number;
  /** Its files and those that they include, in the order in which they were read. */
  readonly files: readonly string[];
}

/** By which names a part may depend on others, in lower case; those of variables begin with `$`. */
export interface Ties {
  /** Groups and tables that its own files define, with the file. */
  readonly defined: readonly (readonly [name: string, file: string])[];
  /** Hosts that are no group as far as the part can see. */
  readonly sought: readonly string[];
  /** How groups of the outline are used: as different users as there are lines for one group. */
  readonly uses: readonly Use[];
}

type Use = readonly [group: string, use: string];

/** An outline that has been linted by itself, with which each part is compared. */
export interface OutlineResult extends Told {
  readonly outline: Outline;
}

/** Null when what stands in the outline depends on the fleet. */
export function lintOutline(
  outline: Outline,
  context: LintContext,
  sought: ReadonlySet<string>,
  settings: Settings,
): OutlineResult | null {
  const { set } = context;
  if (set.context !== 'main' || sought.size > 0 || isSilencing(set.files.values())) return null;
  if (context.paths.some(needsPassword)) return null;
  const { findings, read } = lint(context, settings);
  const ties = tiesOf(context, (file) => set.files.has(file));
  const { locations, unclear } = read;
  return { outline, findings, locations, groups: [...groupsIn(context)], unclear, ties };
}

/** Lints a part, whose context holds the outline and some of the fleet. `sought` as `upstreamPaths` left it. */
export function lintPart(
  { outline, ...alone }: OutlineResult,
  own: ReadonlySet<string>,
  context: LintContext,
  sought: ReadonlySet<string>,
  settings: Settings,
): PartResult | Entangled {
  const { set } = context;
  const isOutline = (file: string) => outline.set.files.has(file);
  const outside = new Set(outsideServers(context.scopes, isOutline, own));
  if (outside.size > 0) return { entangled: [...outside] };
  const files = [...set.files.keys()].filter((file) => !isOutline(file));
  const shared = files.filter((file) => !own.has(file));
  if (sought.size > 0 || context.paths.some(needsPassword)) return TANGLE;
  if (isSilencing(shared.flatMap((file) => set.files.get(file) ?? []))) return TANGLE;
  const { findings, silenced, read } = lint(context, settings);
  const mine = findings.filter(({ file }) => own.has(file));
  if (!mine.every((finding) => finding.edits.every(({ file }) => own.has(file)))) return TANGLE;
  // In the outline everything has to be as without the part, and in shared files nothing is said.
  const others = findings.filter(({ file }) => !own.has(file));
  if (!isSame(others, alone.findings)) return TANGLE;
  return {
    findings: mine,
    silenced,
    files,
    locations: read.locations - alone.locations,
    groups: [...groupsIn(context)],
    unclear: read.unclear - alone.unclear,
    ties: tiesOf(context, (file) => own.has(file)),
  };
}

/** Nothing that keeping a file would help against. */
const TANGLE: Entangled = { entangled: [] };

/** What several parts and their outline have to do with each other; null when nothing. */
export function entanglement(all: readonly Ties[]): Entangled | null {
  const definedIn = new Map<string, { readonly part: Ties; readonly file: string }>();
  for (const part of all)
    for (const [name, file] of part.defined) {
      if (definedIn.has(name)) return TANGLE;
      definedIn.set(name, { part, file });
    }
  const keep = new Set<string>();
  const uses = new Map<string, string>();
  for (const part of all) {
    for (const name of part.sought) {
      const found = definedIn.get(name);
      if (found !== undefined && found.part !== part) keep.add(found.file);
    }
    for (const [group, use] of part.uses) {
      if ((uses.get(group) ?? use) !== use) return TANGLE;
      uses.set(group, use);
    }
  }
  return keep.size > 0 ? { entangled: [...keep] } : null;
}

/** Files besides the outline's that hold what counts for every server, but for definitions of the part's own. */
function* outsideServers(
  scope: Scope,
  isOutline: (file: string) => boolean,
  own: ReadonlySet<string>,
): Generator<string, void, undefined> {
  for (const { file } of scope.own.list()) if (!isOutline(file)) yield file;
  for (const { file, directive } of scope.definitions)
    if (!isOutline(file) && !(own.has(file) && isNamed(directive))) yield file;
  for (const child of scope.children) {
    const file = child.at?.file;
    if (child.level === 'http' || child.level === 'stream')
      yield* outsideServers(child, isOutline, own);
    else if (child.level !== 'server' && child.level !== 'stream-server') {
      if (file !== undefined && !isOutline(file)) yield file;
    }
  }
}

/** A table, or a group that nobody takes for an address. */
function isNamed({ name, args }: Directive): boolean {
  return name !== 'upstream' || addressOf(args[0]?.value ?? '', null).kind === 'name';
}

function tiesOf(context: LintContext, isOwn: (file: string) => boolean): Ties {
  const defined = definingScopes(context.scopes)
    .flatMap(({ definitions }) => definitions)
    .filter(({ file }) => isOwn(file))
    .map(({ file, directive }) => [definedBy(directive), file] as const);
  return { defined, sought: [...soughtBy(context.paths)], uses: [...usesOf(context, isOwn)] };
}

function definedBy({ name, args }: Directive): string {
  const word = name === 'upstream' ? args[0] : args.at(-1);
  return word?.value.toLowerCase() ?? '';
}

function soughtBy(paths: readonly UpstreamTls[]): ReadonlySet<string> {
  const sought = new Set<string>();
  for (const { target } of paths) {
    if (target.kind === 'ipv4' || target.kind === 'ipv6' || target.kind === 'unix') continue;
    const groups = target.groups.map(({ name }) => name.toLowerCase());
    for (const value of target.host.values) {
      const host = value.toLowerCase();
      if (!groups.includes(host)) sought.add(host);
    }
  }
  return sought;
}

function usesOf(context: LintContext, isOwn: (file: string) => boolean): Iterable<Use> {
  const uses = new Map<string, Use>();
  for (const path of surelyTls(context)) {
    const { verify, sessionReuse } = path.settings;
    for (const { name, at } of path.target.groups) {
      if (isOwn(at.file)) continue;
      const values = [verify.value, verify.undecided, sessionReuse.value, sessionReuse.undecided];
      const use = JSON.stringify([...values, identity(path)]);
      uses.set(`${name}\0${use}`, [name, use]);
    }
  }
  return uses.values();
}

function isSame(a: readonly Finding[], b: readonly Finding[]): boolean {
  return a.length === b.length && (a.length === 0 || JSON.stringify(a) === JSON.stringify(b));
}

function isSilencing(files: Iterable<{ readonly text: string }>): boolean {
  for (const { text } of files) if (text.includes(MARK)) return true;
  return false;
}

/** A key may be opened by a password that only another location names. */
function needsPassword({ settings }: UpstreamTls): boolean {
  return settings.passwordFile.value !== null;
}
