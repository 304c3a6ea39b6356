/**
 * Changes a setting of one proxied place: chooses the family of directives and
 * the level where nginx accepts it, writes in the file's own indentation, and
 * leaves every other place as it was.
 */
import { insertDirective, removeDirective, replaceArgs } from '../nginx/rewrite.ts';
import type { Directive, Item } from '../nginx/tree.ts';
import type { ConfigSet, Located } from '../nginx/tree-set.ts';
import type { Edit } from '../text/edit.ts';
import { pathsDecidedBy, pathsUnder } from './lookup.ts';
import type { Level, Module, UpstreamTls } from './model.ts';

/** The configuration that is changed, with every place that proxies in it. */
export interface Rewriting {
  readonly config: ConfigSet;
  readonly allPaths: readonly UpstreamTls[];
}

/** `*_ssl_*` directives stand in these; never in `if` or `limit_except`. */
const SETTING_LEVELS: ReadonlySet<Level> = new Set(['location', 'server', 'stream-server']);

function prefix(module: Module): string {
  return module === 'stream' ? 'proxy_' : `${module}_`;
}

/** The block that takes the settings of a path; null when the fragment has its directives bare. */
export function settingScope(path: UpstreamTls): Located | null {
  return path.scopes.findLast((scope) => SETTING_LEVELS.has(scope.level))?.at ?? null;
}

function itemsAt(config: ConfigSet, path: UpstreamTls, scope: Located | null): readonly Item[] {
  if (scope !== null) return scope.directive.block?.items ?? [];
  return config.files.get(path.pass.file)?.items ?? [];
}

/** Directives that stand directly at a level, those of included files among them. */
function* directivesOf(
  config: ConfigSet,
  file: string,
  items: readonly Item[],
  seen: ReadonlySet<string> = new Set(),
): Generator<Located> {
  for (const item of items) {
    if (item.kind !== 'directive') continue;
    yield { file, directive: item };
    for (const included of config.includes.get(item) ?? []) {
      if (seen.has(included)) continue;
      const inner = config.files.get(included)?.items ?? [];
      yield* directivesOf(config, included, inner, new Set([...seen, included]));
    }
  }
}

export function replaceArguments(
  where: Rewriting,
  at: Located,
  args: readonly string[],
): readonly Edit[] {
  const file = where.config.files.get(at.file);
  return file === undefined ? [] : replaceArgs(file, at.directive, args);
}

/** The item of the level that is the pass, holds it in a block, or includes it. */
function anchorOf(
  config: ConfigSet,
  path: UpstreamTls,
  file: string,
  items: readonly Item[],
): Directive | null {
  const { pass } = path;
  for (const item of items) {
    if (item.kind !== 'directive') continue;
    if (item === pass.directive) return item;
    if (file === pass.file && item.start <= pass.directive.start && pass.directive.end <= item.end)
      return item;
    if (reaches(config, item, pass)) return item;
  }
  return null;
}

function reaches(config: ConfigSet, include: Directive, pass: Located, depth = 0): boolean {
  if (depth > 16) return false;
  for (const file of config.includes.get(include) ?? []) {
    if (file === pass.file) return true;
    for (const item of config.files.get(file)?.items ?? [])
      if (item.kind === 'directive' && reaches(config, item, pass, depth + 1)) return true;
  }
  return false;
}

/** Writes a directive beside the pass, or before the block that holds it. */
export function insertAt(
  where: Rewriting,
  path: UpstreamTls,
  name: string,
  args: readonly string[],
): readonly Edit[] {
  const scope = settingScope(path);
  const file = where.config.files.get(scope?.file ?? path.pass.file);
  if (file === undefined) return [];
  const anchor = anchorOf(where.config, path, file.path, itemsAt(where.config, path, scope));
  if (anchor === null) return [];
  const place = anchor.block === null ? { after: anchor } : { before: anchor };
  return insertDirective(file, place, name, args);
}

/** Directives of this name that stand at the level of the settings, those of included files among them. */
export function existing(where: Rewriting, path: UpstreamTls, name: string): Located[] {
  const scope = settingScope(path);
  const file = scope?.file ?? path.pass.file;
  const found: Located[] = [];
  for (const at of directivesOf(where.config, file, itemsAt(where.config, path, scope)))
    if (at.directive.name === name) found.push(at);
  return found;
}

/** What a place has now, in the words of the directive; null when it cannot be written down. */
function currentArguments(path: UpstreamTls, suffix: string): readonly string[] | null {
  const { settings } = path;
  const onOff = (value: boolean) => [value ? 'on' : 'off'];
  switch (suffix) {
    case 'ssl_server_name':
      return onOff(settings.serverName.value);
    case 'ssl_verify':
      return onOff(settings.verify.value);
    case 'ssl_session_reuse':
      return onOff(settings.sessionReuse.value);
    case 'ssl_verify_depth':
      return [String(settings.verifyDepth.value)];
    case 'ssl_protocols':
      return settings.protocols.value;
    case 'ssl_ciphers':
      return [settings.ciphers.value];
    case 'ssl_trusted_certificate':
      return settings.trustedCertificate.value === null
        ? null
        : [settings.trustedCertificate.value];
    case 'ssl_name':
      if (settings.name.value !== null) return [settings.name.value.written];
      if (path.module === 'proxy') return ['$proxy_host'];
      return path.target.kind === 'variable' ? null : [path.target.host.written];
    default:
      return null;
  }
}

/** Places below the changed block that would inherit the change, and must not. */
function heirs(where: Rewriting, path: UpstreamTls, name: string): UpstreamTls[] {
  const scope = settingScope(path);
  if (scope === null) return [];
  return pathsUnder(where.allPaths, scope.directive).filter((other) => {
    if (other === path || other.module !== path.module || other.tls === 'no') return false;
    const own = settingScope(other);
    if (own === null || own.directive === scope.directive) return false;
    const from = other.scopes.findIndex((s) => s.at.directive === scope.directive);
    return !other.scopes.slice(from + 1).some((s) => {
      const items = s.at.directive.block?.items ?? [];
      return [...directivesOf(where.config, s.at.file, items)].some(
        (d) => d.directive.name === name,
      );
    });
  });
}

interface Kept {
  readonly heir: UpstreamTls;
  /** Null when what the block has now cannot be written down, or is not one thing: a file that two places include inherits from both. */
  readonly args: readonly string[] | null;
}

/** The blocks below that are to stay as they are, and what keeps each; `heirs` that follow need nothing. */
function keptBlocks(
  heirs: readonly UpstreamTls[],
  suffix: string,
  follows: (heir: UpstreamTls) => boolean,
): ReadonlyMap<Directive | undefined, Kept> {
  const blocks = new Map<Directive | undefined, Kept>();
  for (const heir of heirs) {
    if (follows(heir)) continue;
    const block = settingScope(heir)?.directive;
    const args = currentArguments(heir, suffix);
    const known = blocks.get(block);
    if (known === undefined) blocks.set(block, { heir, args });
    else if (args?.join('\0') !== known.args?.join('\0')) blocks.set(block, { heir, args: null });
  }
  return blocks;
}

/**
 * Sets `<family>_<suffix> args` for one place, for example `ssl_server_name`, `['on']`.
 * A directive that stands at the level already is changed, otherwise one is added
 * beside the `*_pass`. Nested locations that would inherit the change are given their
 * present value, apart from those that are to follow. Empty when nothing has to
 * change, or when the file is too broken to write into.
 */
export function setDirective(
  where: Rewriting,
  path: UpstreamTls,
  suffix: string,
  args: readonly string[],
  follows: (heir: UpstreamTls) => boolean = () => false,
): readonly Edit[] {
  const name = prefix(path.module) + suffix;
  const present = existing(where, path, name)[0];
  const edits =
    present === undefined
      ? [...insertAt(where, path, name, args)]
      : [...replaceArguments(where, present, args)];
  if (edits.length === 0) return [];
  for (const { heir, args: now } of keptBlocks(heirs(where, path, name), suffix, follows).values())
    if (now !== null) edits.push(...insertAt(where, heir, name, now));
  return edits;
}

/**
 * The place to change so that this one changes: the first of its own level, or
 * of one that it inherits from, to which the same change is due. Where each
 * wrote its own line, nginx would see two at one level.
 */
export function leaderOf(
  where: Rewriting,
  path: UpstreamTls,
  suffix: string,
  isDue: (other: UpstreamTls) => boolean,
): UpstreamTls {
  const name = prefix(path.module) + suffix;
  if (existing(where, path, name).length > 0) return path;
  const own = settingScope(path)?.directive;
  for (const { level, at } of path.scopes) {
    if (level !== 'location') continue;
    const leader = pathsUnder(where.allPaths, at.directive).find(
      (other) =>
        other.module === path.module &&
        settingScope(other)?.directive === at.directive &&
        isDue(other) &&
        (own === at.directive || heirs(where, other, name).includes(path)),
    );
    if (leader) return leader;
  }
  return path;
}

/**
 * Other places that `setDirective` changes along with this one: those that a
 * shared file or a shared block gives the same line, and nested ones whose
 * present value cannot be written down, or that are to follow.
 */
export function changedAlong(
  where: Rewriting,
  path: UpstreamTls,
  suffix: string,
  follows: (heir: UpstreamTls) => boolean,
): readonly UpstreamTls[] {
  const name = prefix(path.module) + suffix;
  const scope = settingScope(path);
  const present = existing(where, path, name)[0];
  const nested = heirs(where, path, name);
  const below = new Set(nested);
  const kept = keptBlocks(nested, suffix, follows);
  const isKept = (other: UpstreamTls) =>
    below.has(other) && !follows(other) && kept.get(settingScope(other)?.directive)?.args !== null;
  const inBlock = () =>
    (scope === null ? where.allPaths : pathsUnder(where.allPaths, scope.directive)).filter(
      (other) => below.has(other) || settingScope(other)?.directive === scope?.directive,
    );
  const all = present ? pathsDecidedBy(where.allPaths, present.directive) : inBlock();
  return all.filter(
    (other) =>
      other !== path && other.module === path.module && other.tls !== 'no' && !isKept(other),
  );
}

/**
 * Sets `<family>_ssl_conf_command NAME VALUE`. Because nginx inherits these only where
 * none stands, the inherited ones are written down again beside the new one, and nested
 * locations are given those that they had. A nested location that had none cannot be
 * kept from inheriting: there is no way to write "none".
 */
export function setConfCommand(
  where: Rewriting,
  path: UpstreamTls,
  command: string,
  value: string,
): readonly Edit[] {
  const name = `${prefix(path.module)}ssl_conf_command`;
  const here = existing(where, path, name);
  const same = here.find(
    (at) => at.directive.args[0]?.value.toLowerCase() === command.toLowerCase(),
  );
  const others = heirs(where, path, name).flatMap((heir) =>
    heir.settings.confCommands.flatMap((s) => insertAt(where, heir, name, s.value)),
  );
  if (same !== undefined) {
    const own = replaceArguments(where, same, [same.directive.args[0]?.value ?? command, value]);
    return own.length === 0 ? [] : [...own, ...others];
  }
  const inherited = here.length > 0 ? [] : path.settings.confCommands.map((s) => s.value);
  const kept = inherited.filter(([key]) => key.toLowerCase() !== command.toLowerCase());
  const own = [...kept, [command, value] as const].flatMap((args) =>
    insertAt(where, path, name, args),
  );
  return own.length === 0 ? [] : [...own, ...others];
}

/** Takes the directive out of the level of this place, with its line where it has one of its own. */
export function removeSetting(
  where: Rewriting,
  path: UpstreamTls,
  suffix: string,
): readonly Edit[] {
  return existing(where, path, prefix(path.module) + suffix).flatMap((at) => {
    const file = where.config.files.get(at.file);
    return file === undefined ? [] : removeDirective(file, at.directive);
  });
}

/** Schemes whose missing port is 443; their plain forms fall back to 80. */
const IMPLY_443: ReadonlySet<string> = new Set(['https', 'grpcs']);

/**
 * Changes the scheme of `*_pass`, for example from `https` to `http`. Where TLS is given
 * up, the port 443 that the scheme implied is written down, so that the connection goes
 * where it went. Empty when a variable or a template decides the scheme.
 */
export function setScheme(where: Rewriting, path: UpstreamTls, scheme: string): readonly Edit[] {
  const { file, directive } = path.pass;
  const word = directive.args[0];
  const text = where.config.files.get(file)?.text;
  if (word === undefined || text === undefined || word.opaque) return [];
  const start = word.start + (word.quote === null ? 0 : 1);
  const raw = text.slice(start, word.end);
  // A scheme that a variable gives is written out; a variable that gives more cannot be.
  const variable = /^\$(?:\w+|\{\w+\})(?=:\/\/)/.exec(raw);
  if (variable !== null) return [{ file, start, end: start + variable[0].length, text: scheme }];
  if (raw.startsWith('$')) return [];
  const present = /^([a-z]+):\/\/(\[[^\]]*\]|[^/:"';]*)(:\d+)?/i.exec(raw);
  if (present === null) return [{ file, start, end: start, text: `${scheme}://` }];
  const [, old = '', host = '', port] = present;
  const edits: Edit[] = [{ file, start, end: start + old.length, text: scheme }];
  const implied = IMPLY_443.has(old.toLowerCase()) && !IMPLY_443.has(scheme);
  if (implied && port === undefined && path.target.kind !== 'group' && !host.includes('$')) {
    const end = start + old.length + 3 + host.length;
    edits.push({ file, start: end, end, text: ':443' });
  }
  return edits;
}
