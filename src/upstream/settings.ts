/** The `*_ssl_*` values in force at a scope: each inherited by its own rule, shared where nothing changes. */
import { defaultOf, type TlsKey, tlsDirective } from '../directives/tls.ts';
import { atLeast } from '../directives/version.ts';
import type { Word } from '../nginx/tree.ts';
import type { Located } from '../nginx/tree-set.ts';
import type { Module, Origin, Possible, Setting, TlsSettings, TlsVersion } from './model.ts';
import { constant } from './possible.ts';
import type { Scope } from './scopes.ts';
import { isConstant } from './text-parts.ts';
import type { Place, Variables } from './variables.ts';

/** Settings of a scope with the directives whose values differ from request to request. */
export interface ScopeSettings {
  readonly settings: TlsSettings;
  /** `proxy_ssl on` (stream). */
  readonly ssl: Setting<boolean>;
  readonly variable: readonly VariableSetting[];
}

interface VariableSetting {
  readonly key: 'name' | 'certificate' | 'certificateKey';
  readonly word: Word;
  readonly origin: Origin;
}

const DEFAULT: Origin = { kind: 'default' };
const VERSIONS: readonly TlsVersion[] = [
  'SSLv2',
  'SSLv3',
  'TLSv1',
  'TLSv1.1',
  'TLSv1.2',
  'TLSv1.3',
];

export class Settings {
  private readonly nginx: string;
  /** Levels above servers that change something: there are few. */
  private readonly memo = new Map<Scope, Partial<Record<Module, ScopeSettings>>>();
  /** The server asked about last: places come server by server. */
  private last: { scope: Scope; made: Partial<Record<Module, ScopeSettings>> } | null = null;

  constructor(nginx: string) {
    this.nginx = nginx;
  }

  /** What is in force at the scope; the same object for all scopes that change nothing. */
  at(scope: Scope | null, module: Module): ScopeSettings {
    let inner = scope;
    while (inner && !this.changes(inner, module)) inner = inner.parent;
    if (!inner) return defaultsOf(module, this.nginx);
    const memo = this.memoOf(inner);
    const known = memo?.[module];
    if (known) return known;
    const made = resolve(inner, module, this.at(inner.parent, module), this.nginx);
    if (memo) memo[module] = made;
    return made;
  }

  /** Where the settings of a scope are kept; null for locations, which are asked about once or twice. */
  private memoOf(scope: Scope): Partial<Record<Module, ScopeSettings>> | null {
    if (scope.level === 'server' || scope.level === 'stream-server') {
      if (this.last?.scope !== scope) this.last = { scope, made: {} };
      return this.last.made;
    }
    if (scope.location) return null;
    let memo = this.memo.get(scope);
    if (!memo) {
      memo = {};
      this.memo.set(scope, memo);
    }
    return memo;
  }

  private changes(scope: Scope, module: Module): boolean {
    return scope.tls || (module === 'proxy' && scope.own.has('proxy_http_version'));
  }
}

/** One object for all configurations of a version: a fleet is read as many small ones. */
const known = new Map<string, ScopeSettings>();

function defaultsOf(module: Module, nginx: string): ScopeSettings {
  const key = `${module} ${nginx}`;
  let found = known.get(key);
  if (!found) {
    found = defaults(module, nginx);
    known.set(key, found);
  }
  return found;
}

function defaults(module: Module, nginx: string): ScopeSettings {
  const of = <T>(value: T): Setting<T> => ({ value, origin: DEFAULT });
  const nothing = of(null);
  return {
    settings: {
      serverName: of(defaultOf('server_name', nginx) === 'on'),
      name: nothing,
      protocols: of(versionsIn((defaultOf('protocols', nginx) ?? '').split(' '))),
      ciphers: of(defaultOf('ciphers', nginx) ?? ''),
      verify: of(defaultOf('verify', nginx) === 'on'),
      verifyDepth: of(Number(defaultOf('verify_depth', nginx))),
      trustedCertificate: nothing,
      crl: nothing,
      certificate: nothing,
      certificateKey: nothing,
      passwordFile: nothing,
      sessionReuse: of(defaultOf('session_reuse', nginx) === 'on'),
      confCommands: [],
      alpn: of(module === 'grpc' ? ['h2'] : []),
    },
    ssl: of(false),
    variable: [],
  };
}

/** Names of protocols in nginx's order; case does not matter to nginx. */
function versionsIn(words: readonly string[]): readonly TlsVersion[] {
  const wanted = new Set(words.map((w) => w.toLowerCase()));
  return VERSIONS.filter((v) => wanted.has(v.toLowerCase()));
}

type Draft = { -readonly [K in keyof TlsSettings]: TlsSettings[K] };

function resolve(scope: Scope, module: Module, outer: ScopeSettings, nginx: string): ScopeSettings {
  const reader = new LevelReader(scope, module, outer);
  for (const at of scope.own.list()) reader.read(at, nginx);
  return reader.result();
}

/** Reads the directives of one level over the settings of the level outside. */
class LevelReader {
  private readonly draft: Draft;
  private ssl: Setting<boolean>;
  private variable: readonly VariableSetting[];
  /** nginx refuses a second one; in a template the first branch stands for all. */
  private readonly seen: TlsKey[] = [];
  private readonly module: Module;
  private readonly level: Scope['level'];

  constructor(scope: Scope, module: Module, outer: ScopeSettings) {
    this.draft = { ...outer.settings };
    this.ssl = outer.ssl;
    this.variable = outer.variable;
    this.module = module;
    this.level = scope.level;
  }

  result(): ScopeSettings {
    return { settings: this.draft, ssl: this.ssl, variable: this.variable };
  }

  read(at: Located, nginx: string): void {
    const { name } = at.directive;
    if (name === 'proxy_http_version' && this.module === 'proxy') {
      const h2 = at.directive.args[0]?.value === '2' && atLeast(nginx, '1.29.4');
      this.draft.alpn = { value: h2 ? ['h2'] : [], origin: this.origin(at) };
      return;
    }
    const key = tlsDirective(name, this.module)?.key;
    const word = at.directive.args[0];
    if (!key || !word) return;
    const first = !this.seen.includes(key);
    if (first) this.seen.push(key);
    if (key === 'protocols') this.readProtocols(at, first);
    else if (key === 'conf_command') this.readCommand(at, first);
    else if (first) this.readSingle(key, word, at);
  }

  private origin(at: Located): Origin {
    return { kind: 'directive', at, level: this.level };
  }

  private readSingle(key: TlsKey, word: Word, at: Located): void {
    const { draft } = this;
    switch (key) {
      case 'ssl':
        this.ssl = this.flag(word, at, this.ssl);
        break;
      case 'server_name':
        draft.serverName = this.flag(word, at, draft.serverName);
        break;
      case 'verify':
        draft.verify = this.flag(word, at, draft.verify);
        break;
      case 'session_reuse':
        draft.sessionReuse = this.flag(word, at, draft.sessionReuse);
        break;
      case 'verify_depth':
        draft.verifyDepth = this.value(word, at, draft.verifyDepth, Number(word.value) || 0);
        break;
      case 'ciphers':
        draft.ciphers = this.value(word, at, draft.ciphers, word.value);
        break;
      case 'trusted_certificate':
        draft.trustedCertificate = this.file(word, at, draft.trustedCertificate);
        break;
      case 'crl':
        draft.crl = this.file(word, at, draft.crl);
        break;
      case 'password_file':
        draft.passwordFile = this.file(word, at, draft.passwordFile);
        break;
      case 'name':
        draft.name = this.possible(word, at, 'name', false);
        break;
      case 'certificate':
        draft.certificate = this.possible(word, at, 'certificate', true);
        break;
      case 'certificate_key':
        draft.certificateKey = this.possible(word, at, 'certificateKey', true);
        break;
      case 'alpn':
        draft.alpn = { value: at.directive.args.map((w) => w.value), origin: this.origin(at) };
        break;
    }
  }

  private value<T>(word: Word, at: Located, before: Setting<T>, value: T): Setting<T> {
    const origin = this.origin(at);
    return word.opaque ? { value: before.value, origin, undecided: true } : { value, origin };
  }

  private flag(word: Word, at: Located, before: Setting<boolean>): Setting<boolean> {
    return this.value(word, at, before, word.value.toLowerCase() === 'on');
  }

  /** An empty name cancels what stands outside. */
  private file(word: Word, at: Located, before: Setting<string | null>): Setting<string | null> {
    return this.value(word, at, before, word.value === '' ? null : word.value);
  }

  /** A text with variables is evaluated for each place; until then it counts as written. */
  private possible(
    word: Word,
    at: Located,
    key: VariableSetting['key'],
    emptyIsNone: boolean,
  ): Setting<Possible | null> {
    const origin = this.origin(at);
    if (this.variable.some((v) => v.key === key)) {
      this.variable = this.variable.filter((v) => v.key !== key);
    }
    if (!isConstant(word)) this.variable = [...this.variable, { key, word, origin }];
    return { value: emptyIsNone && word.value === '' ? null : constant(word.value), origin };
  }

  /** Directives at one level add up; together they replace what stood outside. */
  private readProtocols(at: Located, first: boolean): void {
    const { draft } = this;
    const { args } = at.directive;
    if (args.some((w) => w.opaque) || (!first && draft.protocols.undecided)) {
      draft.protocols = { value: draft.protocols.value, origin: this.origin(at), undecided: true };
      return;
    }
    const before = first ? [] : draft.protocols.value;
    const origin = first ? this.origin(at) : draft.protocols.origin;
    draft.protocols = { value: versionsIn([...before, ...args.map((w) => w.value)]), origin };
  }

  /** One at this level drops all that stood outside. */
  private readCommand(at: Located, first: boolean): void {
    const [name, value] = at.directive.args;
    const command = {
      value: [name?.value ?? '', value?.value ?? ''] as const,
      origin: this.origin(at),
    };
    this.draft.confCommands = first ? [command] : [...this.draft.confCommands, command];
  }
}

/** The settings with their variables evaluated for one place. */
export function settingsFor(
  scoped: ScopeSettings,
  place: Place,
  variables: Variables,
): TlsSettings {
  if (scoped.variable.length === 0) return scoped.settings;
  const changed: { -readonly [K in VariableSetting['key']]?: Setting<Possible | null> } = {};
  for (const v of scoped.variable) {
    changed[v.key] = { value: variables.evaluate(v.word, place), origin: v.origin };
  }
  return { ...scoped.settings, ...changed };
}
