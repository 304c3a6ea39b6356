/** Names and files are taken from what is written somewhere; a model that makes them up is not believed. */
import { TLS_DIRECTIVES, type TlsDirective } from '../directives/tls.ts';
import type { Directive } from '../nginx/tree.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { walk } from '../nginx/walk.ts';
import { type Message, message } from '../text/message.ts';

/** What the user gave besides the configuration. */
export interface Given {
  /** Output of other tools. */
  readonly evidence: string;
  /** Names that the user stated, and candidates of the engine that no client chose. */
  readonly names: readonly string[];
}

const BY_NAME: ReadonlyMap<string, TlsDirective> = new Map(TLS_DIRECTIVES.map((d) => [d.name, d]));

/** Bundles of the CAs that systems come with. */
const SYSTEM_BUNDLES: ReadonlySet<string> = new Set([
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/etc/ssl/ca-bundle.pem',
]);

/** The first value that was not there and stands nowhere else. */
export function inventedValue(before: ConfigSet, after: ConfigSet, given: Given): Message | null {
  const words = new Set<string>();
  const present = new Set<string>();
  for (const { directive } of walk(before)) {
    if (BY_NAME.has(directive.name)) present.add(textOf(directive));
    for (const word of directive.args) words.add(word.value);
  }
  const hosts = hostsIn([...[...before.files.values()].map((f) => f.text), given.evidence]);
  for (const name of given.names) hosts.add(name.toLowerCase());
  for (const { directive } of walk(after)) {
    const description = BY_NAME.get(directive.name);
    if (description === undefined || present.has(textOf(directive))) continue;
    const value = directive.args[0]?.value ?? '';
    if (
      description.kind === 'file' &&
      value !== '' &&
      !words.has(value) &&
      !isBundle(description, value)
    )
      return message('ask.invented-file', { file: value.slice(0, 200) });
    if (description.key !== 'name') continue;
    const known = value.includes('$')
      ? words.has(value) || value === '$proxy_host'
      : hosts.has(value.toLowerCase()) || words.has(value);
    if (!known) return message('ask.invented-name', { name: value.slice(0, 200) });
  }
  return null;
}

function textOf({ name, args }: Directive): string {
  return JSON.stringify([name, ...args.map((word) => word.value)]);
}

function isBundle({ key }: TlsDirective, value: string): boolean {
  return key === 'trusted_certificate' && SYSTEM_BUNDLES.has(value);
}

function hostsIn(texts: readonly string[]): Set<string> {
  const hosts = new Set<string>();
  for (const text of texts)
    for (const [name] of text.matchAll(/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+/g))
      hosts.add(name.toLowerCase());
  return hosts;
}
