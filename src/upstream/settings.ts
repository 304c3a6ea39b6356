/** The `*_ssl_*` values in force at a scope: each inherited by its own rule, shared where nothing changes. */
import { defaultOf, nameOf, type TlsKey } from '../directives/tls.ts';
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
  /** `proxy_http_version`, where it decides about ALPN. */
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
  private readonly memo: Record<Module, Map<Scope, ScopeSettings>> = {
    proxy: new Map(),
    grpc: new Map(),
    uwsgi: new Map(),
    stream: new Map(),
  };
  private readonly defaults = new Map<Module, ScopeSettings>();

  constructor(nginx: string) {
    this.nginx = nginx;
  }

  /** What is in force at the scope; the same object for all scopes that change nothing. */
  at(scope: Scope, module: Module): ScopeSettings {
    const memo = this.memo[module];
    const known = memo.get(scope);
    if (known) return known;
    const outer = scope.parent ? this.at(scope.parent, module) : this.defaultsOf(module);
    const changes = scope.tls || (module === 'proxy' && scope.own.has('proxy_http_version'));
    const inner = changes ? resolve(scope, module, outer, this.nginx) : outer;
    memo.set(scope, inner);
    return inner;
  }

  private defaultsOf(module: Module): ScopeSettings {
    const made = this.defaults.get(module) ?? defaults(module, this.nginx);
    this.defaults.set(module, made);
    return made;
  }
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

function resolve(scope: Scope, module: Module, outer: ScopeSettings, nginx: string): ScopeSettings {
  const all = (key: TlsKey): readonly Located[] => scope.own.get(nameOf(key, module)) ?? [];
  const originOf = (at: Located): Origin => ({ kind: 'directive', at, level: scope.level });
  /** nginx refuses a second one; in a template the first branch stands for all. */
  const single = <T>(key: TlsKey, before: Setting<T>, read: (word: Word) => T): Setting<T> => {
    const at = all(key)[0];
    const word = at?.directive.args[0];
    if (!at || !word) return before;
    const origin = originOf(at);
    if (word.opaque && key !== 'name') return { value: before.value, origin, undecided: true };
    return { value: read(word), origin };
  };
  const flag = (key: TlsKey, before: Setting<boolean>) =>
    single(key, before, (w) => w.value.toLowerCase() === 'on');
  const text = (w: Word) => w.value;
  const file = (key: TlsKey, before: Setting<string | null>) =>
    single<string | null>(key, before, (w) => (w.value === '' ? null : w.value));
  const possible = (key: TlsKey, before: Setting<Possible | null>, emptyIsNone: boolean) =>
    single<Possible | null>(key, before, (w) =>
      emptyIsNone && w.value === '' ? null : constant(w.value),
    );
  const before = outer.settings;
  const settings: TlsSettings = {
    serverName: flag('server_name', before.serverName),
    name: possible('name', before.name, false),
    protocols: protocols(all('protocols'), before.protocols, originOf),
    ciphers: single('ciphers', before.ciphers, text),
    verify: flag('verify', before.verify),
    verifyDepth: single('verify_depth', before.verifyDepth, (w) => Number(w.value) || 0),
    trustedCertificate: file('trusted_certificate', before.trustedCertificate),
    crl: file('crl', before.crl),
    certificate: possible('certificate', before.certificate, true),
    certificateKey: possible('certificate_key', before.certificateKey, true),
    passwordFile: file('password_file', before.passwordFile),
    sessionReuse: flag('session_reuse', before.sessionReuse),
    confCommands: confCommands(all('conf_command'), before.confCommands, originOf),
    alpn: alpn(scope, module, all('alpn'), before.alpn, nginx, originOf),
  };
  return {
    settings,
    ssl: flag('ssl', outer.ssl),
    variable: variables(all, originOf, outer.variable),
  };
}

type OriginOf = (at: Located) => Origin;

/** Directives at one level add up; together they replace what stood outside. */
function protocols(
  own: readonly Located[],
  before: TlsSettings['protocols'],
  originOf: OriginOf,
): TlsSettings['protocols'] {
  const [first] = own;
  if (!first) return before;
  const words = own.flatMap((at) => at.directive.args);
  if (words.some((w) => w.opaque)) {
    return { value: before.value, origin: originOf(first), undecided: true };
  }
  return { value: versionsIn(words.map((w) => w.value)), origin: originOf(first) };
}

/** One at this level drops all that stood outside. */
function confCommands(
  own: readonly Located[],
  before: TlsSettings['confCommands'],
  originOf: OriginOf,
): TlsSettings['confCommands'] {
  if (own.length === 0) return before;
  return own.map((at) => {
    const [name, value] = at.directive.args;
    return { value: [name?.value ?? '', value?.value ?? ''], origin: originOf(at) };
  });
}

function alpn(
  scope: Scope,
  module: Module,
  own: readonly Located[],
  before: TlsSettings['alpn'],
  nginx: string,
  originOf: OriginOf,
): TlsSettings['alpn'] {
  if (module === 'stream' && own[0]) {
    return { value: own[0].directive.args.map((w) => w.value), origin: originOf(own[0]) };
  }
  const http = module === 'proxy' ? scope.own.get('proxy_http_version')?.[0] : undefined;
  if (!http) return before;
  const h2 = http.directive.args[0]?.value === '2' && atLeast(nginx, '1.29.4');
  return { value: h2 ? ['h2'] : [], origin: originOf(http) };
}

function variables(
  all: (key: TlsKey) => readonly Located[],
  originOf: OriginOf,
  outer: readonly VariableSetting[],
): readonly VariableSetting[] {
  const keys = {
    name: 'name',
    certificate: 'certificate',
    certificateKey: 'certificate_key',
  } as const;
  return Object.entries(keys).flatMap(([key, directive]) => {
    const at = all(directive)[0];
    const word = at?.directive.args[0];
    if (!at || !word) return outer.filter((v) => v.key === key);
    if (isConstant(word)) return [];
    return [{ key: key as VariableSetting['key'], word, origin: originOf(at) }];
  });
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
