/** The value of a `*_pass` directive taken apart: scheme, host, port, groups. */
import { PASS_DIRECTIVES, type Scheme } from '../directives/passes.ts';
import type { Word } from '../nginx/tree.ts';
import { type Address, addressOf, isUnix } from './address.ts';
import { PATH_VARIABLES } from './builtin.ts';
import type { Groups } from './groups.ts';
import type { Module, Possible, Target, UpstreamGroup } from './model.ts';
import { constant, mapValues, onlyValue } from './possible.ts';
import { isConstant, type Part, partsOf } from './text-parts.ts';
import type { Place, Variables } from './variables.ts';

export interface ResolvedTarget {
  readonly target: Target;
  /** What `$proxy_host` is: the host, with the port unless it is the scheme's own. */
  readonly proxyHost: Possible;
}

export function targetOf(
  word: Word,
  module: Module,
  place: Place,
  variables: Variables,
  groups: Groups,
): ResolvedTarget {
  const byName = module === 'stream' ? groups.stream : groups.http;
  return isConstant(word)
    ? constantTarget(word.value, module, byName)
    : variableTarget(word, module, place, variables, byName);
}

type ByName = ReadonlyMap<string, UpstreamGroup>;

function constantTarget(value: string, module: Module, byName: ByName): ResolvedTarget {
  const split = splitScheme(value, module);
  const scheme = split?.scheme ?? null;
  const own = scheme ? (PASS_DIRECTIVES[module].defaultPort[scheme] ?? null) : null;
  const address = addressOf(hostPart(split?.rest ?? value), own);
  const group =
    byName.size === 0 || address.kind === 'unix'
      ? undefined
      : byName.get(address.host.toLowerCase());
  const host = constant(address.host);
  return {
    target: {
      pass: constant(value),
      scheme,
      host,
      port: address.port,
      kind: group ? 'group' : address.kind,
      groups: group ? [group] : NO_GROUPS,
    },
    proxyHost: constant(headerHost(address, own), '$proxy_host'),
  };
}

const NO_GROUPS: readonly UpstreamGroup[] = [];

/** The host with its port, unless that is the scheme's own. */
function headerHost(address: Address, own: number | null): string {
  if (address.kind === 'unix') return 'localhost';
  if (address.port === null || address.port === own) return address.host;
  return `${address.host}:${address.port}`;
}

function variableTarget(
  word: Word,
  module: Module,
  place: Place,
  variables: Variables,
  byName: ByName,
): ResolvedTarget {
  const pass = variables.evaluate(word, place);
  const parts = partsOf(word);
  const head = parts[0]?.kind === 'text' ? splitScheme(parts[0].text, module) : null;
  // With the scheme in front, only the host is of interest: the rest may be the client's.
  const hostParts = head ? hostPartsOf(parts, head.rest) : null;
  const rest = hostParts
    ? variables.evaluateParts(hostParts.map(writtenAs).join(''), hostParts, place)
    : mapValues(pass, (v) => splitScheme(v, module)?.rest ?? v);
  const schemes = head
    ? [head.scheme]
    : pass.values.map((v) => splitScheme(v, module)?.scheme ?? null);
  const certain = head !== null || pass.complete;
  const scheme =
    module === 'stream'
      ? 'tcp'
      : certain && new Set(schemes).size === 1
        ? (schemes[0] ?? null)
        : null;
  const defaultPort = scheme ? (PASS_DIRECTIVES[module].defaultPort[scheme] ?? null) : null;
  const addresses = rest.values.map((v) => addressOf(hostPart(v), defaultPort));
  const host = mapValues(rest, (v) => addressOf(hostPart(v), defaultPort).host);
  // With a port the text is an address: groups have none.
  const named = rest.values.map(hostPart).filter((h) => addressOf(h, null).port === null);
  const groups = [...new Set(named.flatMap((h) => byName.get(h.toLowerCase()) ?? []))];
  const ports = new Set(addresses.map((a) => a.port));
  const only = onlyValue(host);
  const literalPort = hostParts ? portAtEnd(hostParts) : null;
  return {
    target: {
      pass,
      scheme,
      host,
      port:
        literalPort ?? (rest.complete && ports.size === 1 ? (addresses[0]?.port ?? null) : null),
      kind:
        only === null
          ? 'variable'
          : groups.length > 0
            ? 'group'
            : (addresses[0]?.kind ?? 'variable'),
      groups,
    },
    proxyHost: {
      ...mapValues(rest, (v) => proxyHostOf(v, module, scheme)),
      written: '$proxy_host',
    },
  };
}

const schemesOf = (module: Module) => Object.entries(PASS_DIRECTIVES[module].schemes);
const SCHEMES = {
  proxy: schemesOf('proxy'),
  grpc: schemesOf('grpc'),
  uwsgi: schemesOf('uwsgi'),
  stream: schemesOf('stream'),
};

/** Scheme and what follows it; null when the value begins with none that the module knows. */
function splitScheme(value: string, module: Module): { scheme: Scheme; rest: string } | null {
  for (const [prefix, scheme] of SCHEMES[module]) {
    if (value.slice(0, prefix.length).toLowerCase() === prefix) {
      return { scheme, rest: value.slice(prefix.length) };
    }
  }
  return null;
}

/** `host:port` of what follows the scheme. */
function hostPart(rest: string): string {
  if (isUnix(rest)) return rest;
  for (let i = 0; i < rest.length; i++) {
    const c = rest.charCodeAt(i);
    if (c === 47 || c === 63) return rest.slice(0, i);
  }
  return rest;
}

/** The parts up to the first `/` or a variable that begins with one. */
function hostPartsOf(parts: readonly Part[], rest: string): Part[] {
  const host: Part[] = [];
  const unix = isUnix(rest);
  for (const [i, part] of parts.entries()) {
    if (part.kind === 'variable' && PATH_VARIABLES.has(part.name)) break;
    const text = i === 0 ? rest : part.kind === 'text' ? part.text : null;
    if (text === null) {
      host.push(part);
      continue;
    }
    const end = unix ? -1 : text.search(/[/?]/);
    if (end !== 0 && text !== '')
      host.push({ kind: 'text', text: end < 0 ? text : text.slice(0, end) });
    if (end >= 0) break;
  }
  return host;
}

function portAtEnd(parts: readonly Part[]): number | null {
  const last = parts.at(-1);
  const port = last?.kind === 'text' ? /:(\d+)$/.exec(last.text) : null;
  return port ? Number(port[1]) : null;
}

function writtenAs(part: Part): string {
  return part.kind === 'variable' ? `$${part.name}` : part.text;
}

function proxyHostOf(rest: string, module: Module, scheme: Scheme | null): string {
  const own = (scheme && PASS_DIRECTIVES[module].defaultPort[scheme]) ?? null;
  return headerHost(addressOf(hostPart(rest), own), own);
}
