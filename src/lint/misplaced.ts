/**
 * A directive of the wrong module is renamed to the one that proxies. From then
 * on it takes effect, so whatever it would lower, and whatever would stop nginx
 * from starting, is left to a person.
 */
import { nameOf, type TlsDirective, type TlsKey, tlsDirective } from '../directives/tls.ts';
import type { Located } from '../nginx/tree-set.ts';
import type { Edit } from '../text/edit.ts';
import { type Message, message } from '../text/message.ts';
import { pathsUnder } from '../upstream/lookup.ts';
import type { Module, UpstreamTls } from '../upstream/model.ts';
import type { Scope } from '../upstream/scopes.ts';
import type { Effect } from './effect.ts';
import type { LintContext } from './rule.ts';
import { weakWords } from './rules/ciphers.ts';

export interface Misplaced {
  readonly at: Located;
  readonly scope: Scope;
  readonly directive: TlsDirective;
  /** Modules that proxy over TLS below. */
  readonly modules: ReadonlySet<Module>;
}

export type Move =
  | { readonly edits: readonly Edit[]; readonly why: null }
  | { readonly edits: readonly []; readonly why: Message };

const MODULES: readonly Module[] = ['proxy', 'grpc', 'uwsgi'];
/** nginx refuses the one without the other. */
const TOGETHER: Readonly<Partial<Record<TlsKey, TlsKey>>> = {
  verify: 'trusted_certificate',
  certificate: 'certificate_key',
  certificate_key: 'certificate',
};

const no = (why: Message): Move => ({ edits: [], why });

/** The edits that rename it, and what it cannot do without; or why it is left as it is. */
export function move(found: Misplaced, effect: Effect, context: LintContext): Move {
  const { at, directive, modules } = found;
  const [module] = modules;
  const homes = effect.homes(at.directive);
  if (module === undefined || !isFree(found, module, homes, effect))
    return no(message('lint.wrong-family.not-fixable'));
  const below = homes.flatMap((home) => under(home, module, context));
  if (below.some((path) => lowers(directive.key, argumentsOf(at), path)))
    return no(message('lint.wrong-family.would-weaken'));
  const missing = missingFile(found, context);
  if (missing !== null) return no(message('lint.wrong-family.no-file', { path: missing }));
  const other = TOGETHER[directive.key];
  if (other === undefined || !isNeeded(directive.key, at, below))
    return { edits: [rename(at, module, directive.key)], why: null };
  const partner = found.scope.own.get(nameOf(other, directive.family))?.[0];
  const name = nameOf(other, module);
  const both = partner && { ...found, at: partner, directive: ofKey(other, directive) };
  if (!both || !isFree(both, module, effect.homes(both.at.directive), effect))
    return no(message('lint.wrong-family.incomplete', { directive: name }));
  const partnerMissing = missingFile(both, context);
  if (partnerMissing !== null)
    return no(message('lint.wrong-family.no-file', { path: partnerMissing }));
  if (below.some((path) => lowers(other, argumentsOf(both.at), path)))
    return no(message('lint.wrong-family.would-weaken'));
  return {
    edits: [rename(at, module, directive.key), rename(both.at, module, other)],
    why: null,
  };
}

function ofKey(key: TlsKey, { family, ...rest }: TlsDirective): TlsDirective {
  return tlsDirective(nameOf(key, family), family) ?? { ...rest, family, key };
}

function rename(at: Located, module: Module, key: TlsKey): Edit {
  const { start, end } = at.directive.nameWord;
  return { file: at.file, start, end, text: nameOf(key, module) };
}

const argumentsOf = (at: Located) => at.directive.args.map((word) => word.value);

/** One module proxies wherever it stands, and nothing there sets the same or would be renamed to the same. */
function isFree(
  { directive }: Misplaced,
  module: Module,
  homes: readonly Scope[],
  effect: Effect,
): boolean {
  const { key, family } = directive;
  if (tlsDirective(nameOf(key, module), module) === undefined) return false;
  const others = MODULES.filter((m) => m !== family).map((m) => nameOf(key, m));
  return homes.every(
    (home) =>
      [...effect.modules(home)].every((m) => m === module) &&
      others.every((name) => !home.own.has(name)),
  );
}

function under(home: Scope, module: Module, { paths }: LintContext): readonly UpstreamTls[] {
  const all = home.at === null ? paths : pathsUnder(paths, home.at.directive);
  return all.filter((path) => path.module === module && path.tls !== 'no');
}

/** Whether the partner is needed: verification that is switched off needs no authority. */
function isNeeded(key: TlsKey, at: Located, below: readonly UpstreamTls[]): boolean {
  if (key !== 'verify') return true;
  if (at.directive.args[0]?.value !== 'on') return false;
  return below.some((path) => path.settings.trustedCertificate.value === null);
}

const UNSAFE = /Unsafe|@SECLEVEL|Protocol|CipherString/i;
const OLD = /^(?:SSLv[23]|TLSv1(?:\.1)?)$/;

/** Whether the value, once in force, would lower what is in force at a place now. */
function lowers(key: TlsKey, args: readonly string[], path: UpstreamTls): boolean {
  const { settings } = path;
  const [value = ''] = args;
  switch (key) {
    case 'verify':
      return settings.verify.value && value !== 'on';
    case 'server_name':
      return settings.serverName.value && value !== 'on';
    case 'protocols': {
      const now: readonly string[] = settings.protocols.value;
      return args.some((word) => OLD.test(word) && !now.includes(word));
    }
    case 'ciphers':
      return (
        settings.ciphers.origin.kind === 'directive' ||
        /@SECLEVEL|TLS_/.test(value) ||
        weakWords(value).length > 0
      );
    case 'conf_command':
      return settings.confCommands.length > 0 || UNSAFE.test(args.join(' '));
    case 'trusted_certificate':
      return settings.verify.value && differs(settings.trustedCertificate.value, value);
    case 'crl':
      return settings.verify.value && differs(settings.crl.value, value);
    default:
      return false;
  }
}

const differs = (now: string | null, then: string) => now !== null && now !== then;

/** A file that nginx would have to read from now on, and that is known not to be there. */
function missingFile({ at, directive }: Misplaced, { files }: LintContext): string | null {
  if (directive.kind !== 'file') return null;
  const [written = ''] = argumentsOf(at);
  const state = files.get(written)?.state ?? 'read';
  return state === 'read' ? null : written;
}
