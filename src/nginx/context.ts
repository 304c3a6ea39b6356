/** What the top level of a configuration is: nginx's main context, or that of the block a fragment was cut from. */
import type { ConfigFile } from './tree.ts';
import type { ConfigSet, Located } from './tree-set.ts';
import { children, topLevel } from './walk.ts';

const MAIN = new Set(
  'http events stream mail user worker_processes worker_rlimit_nofile pid daemon load_module master_process pcre_jit'.split(
    ' ',
  ),
);
const UPSTREAM = new Set(
  'ip_hash least_conn least_time random hash ntlm zone_sync sticky keepalive_requests'.split(' '),
);
/** Only the stream module has these. */
const STREAM = new Set(
  'ssl_preread proxy_responses proxy_requests proxy_upload_rate proxy_download_rate proxy_protocol_timeout'.split(
    ' ',
  ),
);

/** Whether a file by itself is a whole configuration, and not a fragment of one. */
export function isWhole(file: ConfigFile): boolean {
  return file.items.some((item) => item.kind === 'directive' && MAIN.has(item.name));
}

/** The context of the top-level directives of a set whose includes are known. */
export function contextOf(
  set: Pick<ConfigSet, 'main' | 'files' | 'includes'>,
): ConfigSet['context'] {
  const top = topLevel(set);
  const has = (test: (d: Located) => boolean): boolean => top.some(test);
  const named = (name: string) => (d: Located) => d.directive.name === name;
  if (top.length === 0 || has((d) => MAIN.has(d.directive.name))) return 'main';

  const servers = top.filter((d) => d.directive.name === 'server' && d.directive.block !== null);
  if (servers.length > 0) return servers.some((s) => isStreamServer(set, s)) ? 'stream' : 'http';
  if (has((d) => d.directive.name === 'server')) return 'upstream';
  if (has(named('location'))) return 'server';
  if (
    has((d) =>
      ['upstream', 'map', 'geo', 'split_clients', 'limit_req_zone'].includes(d.directive.name),
    )
  )
    return 'http';
  if (isStream(top)) return 'stream-server';
  if (has((d) => d.directive.name === 'listen' || d.directive.name === 'server_name'))
    return 'server';
  if (top.every((d) => UPSTREAM.has(d.directive.name))) return 'upstream';
  return 'location';
}

function isStreamServer(set: Pick<ConfigSet, 'files' | 'includes'>, server: Located): boolean {
  const { file, directive } = server;
  return isStream(children(set, file, directive.block?.items ?? []));
}

/** In http `proxy_pass` stands in a location, never in a server; `proxy_ssl` and some others exist in stream only. */
function isStream(directives: readonly Located[]): boolean {
  const names = new Set(directives.map((d) => d.directive.name));
  if ([...STREAM].some((name) => names.has(name)) || names.has('proxy_ssl')) return true;
  return (
    names.has('proxy_pass') &&
    names.has('listen') &&
    !names.has('location') &&
    !names.has('server_name')
  );
}
