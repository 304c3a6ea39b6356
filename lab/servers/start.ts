/** The one list of kinds. */
import type { Upstream } from '../scenario.ts';
import { start as apache } from './apache.ts';
import { start as caddy } from './caddy.ts';
import { start as gnutls } from './gnutls.ts';
import { start as go } from './go.ts';
import { start as haproxy } from './haproxy.ts';
import { start as hitch } from './hitch.ts';
import { start as java } from './java.ts';
import { start as nginx } from './nginx.ts';
import { start as node } from './node.ts';
import { start as openssl } from './openssl.ts';
import { start as python } from './python.ts';
import { start as raw } from './raw.ts';
import type { Running, ServerContext, Start } from './server.ts';
import { start as stunnel } from './stunnel.ts';

const KINDS: { readonly [K in Upstream['kind']]: Start<K> } = {
  apache,
  caddy,
  gnutls,
  go,
  haproxy,
  hitch,
  java,
  nginx,
  node,
  openssl,
  python,
  raw,
  stunnel,
};

/** Starts the upstream; rejects with `MissingProgram` when its program is not installed. */
export function startUpstream(upstream: Upstream, context: ServerContext): Promise<Running> {
  return (KINDS[upstream.kind] as Start<Upstream['kind']>)(upstream, context);
}
