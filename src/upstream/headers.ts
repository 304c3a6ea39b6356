/** The Host header (`:authority` for grpc, `HTTP_HOST` for uwsgi) that goes to the upstream. */
import { PASS_DIRECTIVES } from '../directives/passes.ts';
import type { Word } from '../nginx/tree.ts';
import type { Module, Possible } from './model.ts';
import type { Scope } from './scopes.ts';
import type { Place, Variables } from './variables.ts';

const CLIENT_HOST = { value: '$http_host', opaque: false };

/**
 * Headers set at a level replace all those of the outer levels; without one that names
 * the host, proxy and grpc send `$proxy_host` and uwsgi hands on what the client sent.
 */
export function hostHeaderOf(
  module: Module,
  place: Place,
  proxyHost: Possible,
  variables: Variables,
): Possible | null {
  const { headers } = PASS_DIRECTIVES[module];
  if (!headers) return null;
  const word = settingWord(place.scope, headers.directive, headers.host);
  if (word) return variables.evaluate(word, place);
  return module === 'uwsgi' ? variables.evaluate(CLIENT_HOST, place) : proxyHost;
}

function settingWord(from: Scope, directive: string, host: string): Word | null {
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    const own = scope.own.get(directive);
    if (!own) continue;
    const set = own.findLast((at) => at.directive.args[0]?.value.toLowerCase() === host);
    return set?.directive.args[1] ?? null;
  }
  return null;
}
