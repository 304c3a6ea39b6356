/**
 * Policies of NGINX's controller with `egressMTLS`, as the directives that it
 * writes from them. What a policy leaves out is written too, with the
 * controller's own defaults, which are not those of nginx.
 */
import type { YAMLMap } from 'yaml';
import type { Range } from '../../text/edit.ts';
import { type Message, message } from '../../text/message.ts';
import { quoted } from './writer.ts';
import { mapIn, mapsIn, rangeOf, stringOf } from './yaml-map.ts';

/** A directive without the family before it, and the place that stands for it. */
export interface EgressLine {
  readonly directive: string;
  readonly range: Range;
}

export interface Policy {
  readonly namespace: string | null;
  readonly name: string;
  /** Empty for a policy of another type; null when a template makes what it says. */
  readonly lines: readonly EgressLine[] | null;
}

/** A policy as something refers to it. */
export interface PolicyRef {
  readonly namespace: string | null;
  readonly name: string;
  readonly range: Range;
}

/** What the policies of one level say: directives (none, when they are of other types), or what keeps that from being known. */
export type Egress = readonly EgressLine[] | Unknown;
export interface Unknown {
  readonly range: Range;
  readonly why: Message;
}

export function isUnknown(egress: Egress): egress is Unknown {
  return 'why' in egress;
}

const SETTINGS = [
  'tlsSecret',
  'trustedCertSecret',
  'verifyServer',
  'verifyDepth',
  'protocols',
  'ciphers',
  'sessionReuse',
  'serverName',
  'sslName',
] as const;

export function policyOf(object: YAMLMap, text: string): Policy {
  const egress = mapIn(mapIn(object, 'spec') ?? object, 'egressMTLS');
  const metadata = mapIn(object, 'metadata');
  return {
    namespace: metadata && stringOf(metadata, 'namespace'),
    name: (metadata && stringOf(metadata, 'name')) ?? '',
    lines: egress === null ? [] : linesOf(egress, text),
  };
}

function linesOf(egress: YAMLMap, text: string): readonly EgressLine[] | null {
  const made = (key: string) => isTagged(text, rangeOf(egress, key));
  if (SETTINGS.some((key) => egress.has(key) && made(key))) return null;
  const line = (key: string, directive: string): EgressLine => ({
    directive,
    // A default stands where the policy begins.
    range: egress.has(key) ? rangeOf(egress, key) : startOf(egress, text),
  });
  const flag = (key: string, byDefault: boolean) => {
    const value = egress.get(key);
    return (typeof value === 'boolean' ? value : byDefault) ? 'on' : 'off';
  };
  const depth = stringOf(egress, 'verifyDepth') ?? '1';
  const protocols = stringOf(egress, 'protocols') ?? 'TLSv1 TLSv1.1 TLSv1.2';
  const name = stringOf(egress, 'sslName');
  const isUsed = egress.get('serverName') === true || egress.get('verifyServer') === true;
  const secret = (key: string, ...directives: readonly string[]) =>
    stringOf(egress, key) === null ? [] : directives.map((directive) => line(key, directive));
  return [
    ...secret('tlsSecret', 'ssl_certificate tls.crt', 'ssl_certificate_key tls.key'),
    ...secret('trustedCertSecret', 'ssl_trusted_certificate ca.crt'),
    line('verifyServer', `ssl_verify ${flag('verifyServer', false)}`),
    line('verifyDepth', `ssl_verify_depth ${/^\d+$/.test(depth) ? depth : '1'}`),
    line(
      'protocols',
      `ssl_protocols ${/^[\w. ]+$/.test(protocols) ? protocols : quoted(protocols)}`,
    ),
    line('ciphers', `ssl_ciphers ${quoted(stringOf(egress, 'ciphers') ?? 'DEFAULT')}`),
    line('sessionReuse', `ssl_session_reuse ${flag('sessionReuse', true)}`),
    line('serverName', `ssl_server_name ${flag('serverName', false)}`),
    // The controller's default for it is nginx's own: worth a word only where it is used.
    ...(name !== null || isUsed
      ? [line('sslName', `ssl_name ${quoted(name ?? '$proxy_host')}`)]
      : []),
  ];
}

/** The line with the key `egressMTLS`, which is the one before its first setting. */
function startOf(egress: YAMLMap, text: string): Range {
  const at = text.lastIndexOf('egressMTLS', egress.range?.[0] ?? 0);
  const start = Math.max(at, 0);
  return { start, end: start + 'egressMTLS'.length };
}

/** Whether what stands there comes from a template. */
export function isTagged(text: string, { start, end }: Range): boolean {
  return text.slice(start, end).includes('{{');
}

/** `policies` of a VirtualServer, a route or a subroute. */
export function refsIn(map: YAMLMap, namespace: string | null): readonly PolicyRef[] {
  return mapsIn(map, 'policies').flatMap((one) => {
    const name = stringOf(one, 'name');
    const own = stringOf(one, 'namespace') ?? namespace;
    return name === null ? [] : [{ namespace: own, name, range: rangeOf(one, 'name') }];
  });
}

/** `nginx.org/policies` of an Ingress: names, with or without a namespace, separated by commas. */
export function refsFrom(value: string, namespace: string | null, range: Range): PolicyRef[] {
  return value.split(',').flatMap((one) => {
    const [name = '', own = namespace] = one.trim().split('/').reverse();
    return name === '' ? [] : [{ namespace: own, name, range }];
  });
}

/** All policies that were read, those of the file at hand first. */
export class Policies {
  readonly #here: readonly Policy[];
  readonly #byName: ReadonlyMap<string, readonly Policy[]>;

  constructor(here: readonly Policy[], byName: ReadonlyMap<string, readonly Policy[]>) {
    this.#here = here;
    this.#byName = byName;
  }

  /** What one level gets: of several policies with `egressMTLS` the controller takes the first. */
  egress(refs: readonly PolicyRef[]): Egress {
    let unknown: Unknown | null = null;
    for (const ref of refs) {
      const { range, name } = ref;
      const own = this.#here.find((policy) => matches(policy, ref));
      const found = own ?? this.#byName.get(name)?.find((policy) => matches(policy, ref));
      const lines = found?.lines;
      if (lines && lines.length > 0) return own ? lines : lines.map((line) => ({ ...line, range }));
      if (lines) continue;
      const why = found
        ? message('lint.embedded.from-template', { key: name })
        : message('lint.embedded.policy-elsewhere', { policy: name });
      unknown ??= { range, why };
    }
    return unknown ?? [];
  }
}

/** Manifests often leave the namespace to the command that applies them. */
function matches(policy: Policy, { namespace, name }: PolicyRef): boolean {
  const apart = namespace !== null && policy.namespace !== null && namespace !== policy.namespace;
  return policy.name === name && !apart;
}
