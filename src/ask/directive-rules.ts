/** What nginx would refuse about upstream TLS directives, and values that stand nowhere in what was given. */
import {
  COMMERCIAL_ONLY,
  supportedBy,
  TLS_DIRECTIVES,
  type TlsDirective,
  tlsDirective,
} from '../directives/tls.ts';
import type { Directive } from '../nginx/tree.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { walk } from '../nginx/walk.ts';
import { type Message, message } from '../text/message.ts';
import type { Versions } from '../tls/versions.ts';
import type { Module } from '../upstream/model.ts';
import { allScopes, isStream, type Scope } from '../upstream/scopes.ts';

/** A configuration with its blocks. */
export interface Sides {
  readonly set: ConfigSet;
  readonly scopes: Scope;
}

const TLS_NAMES: ReadonlySet<string> = new Set([
  ...TLS_DIRECTIVES.map((d) => d.name),
  ...Object.keys(COMMERCIAL_ONLY),
]);
const PROTOCOLS = /^(?:SSLv2|SSLv3|TLSv1|TLSv1\.1|TLSv1\.2|TLSv1\.3)$/i;

/** The first thing that nginx would refuse now and did not refuse before. */
export function newRefusal(before: Sides, after: Sides, versions: Versions): Message | null {
  const known = new Set(refusals(before, versions).map(keyOf));
  return refusals(after, versions).find((m) => !known.has(keyOf(m))) ?? null;
}

function keyOf(m: Message): string {
  return JSON.stringify(m);
}

function refusals({ set, scopes }: Sides, versions: Versions): readonly Message[] {
  const found: Message[] = [];
  const placed = new Set<Directive>();
  for (const scope of allScopes(scopes)) {
    for (const [name, list] of scope.own) {
      if (!TLS_NAMES.has(name)) continue;
      const description = tlsDirective(
        name,
        isStream(scope) ? 'stream' : (name.split('_')[0] as Module),
      );
      if (!description?.contexts.some((context) => context === scope.level)) continue;
      for (const { directive } of list) placed.add(directive);
      if (list.length > 1 && description.repeat === 'refused')
        found.push(message('ask.repeated', { directive: name }));
      for (const { directive } of list)
        found.push(...argumentProblems(directive, description, versions));
    }
  }
  for (const { directive } of walk(set))
    if (TLS_NAMES.has(directive.name) && !placed.has(directive))
      found.push(message('ask.misplaced', { directive: directive.name }));
  return found;
}

function* argumentProblems(
  { name, args }: Directive,
  d: TlsDirective,
  { nginx, from }: Versions,
): Iterable<Message> {
  const values = args.map((word) => word.value);
  const params = { directive: name, value: values.join(' ').slice(0, 120) };
  const [least, most] = d.args;
  if (from !== 'assumed' && !supportedBy(d, nginx))
    yield message('ask.too-new', { directive: name, since: d.since });
  if (
    values.length < least ||
    (most !== null && values.length > most) ||
    args.some((word) => word.opaque) ||
    !takes(d, values) ||
    (d.variablesSince === null && values.some((value) => /\$[A-Za-z_{]/.test(value)))
  )
    yield message('ask.bad-value', params);
}

function takes({ kind }: TlsDirective, values: readonly string[]): boolean {
  const [value = ''] = values;
  switch (kind) {
    case 'flag':
      return /^(?:on|off)$/i.test(value);
    case 'number':
      return /^\d{1,3}$/.test(value);
    case 'protocols':
      return values.every((word) => PROTOCOLS.test(word));
    case 'cipher-list':
      return /^[A-Za-z0-9:!+@=_, -]+$/.test(value);
    default:
      return true;
  }
}
