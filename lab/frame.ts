/** From a scenario to the complete configuration of one release: what a user of that release would have in `/etc/nginx`. */
import type { Config } from './edit.ts';
import type { Release } from './releases.ts';
import type { Repair, Scenario } from './scenario.ts';

/** Everything below `/etc/nginx` except `ssl/`, with written addresses. */
export function configOf(scenario: Scenario, release: Pick<Release, 'streamModule'>): Config {
  const own = scenario.files['nginx.conf'];
  if (own !== undefined) return scenario.files;
  const streams = Object.keys(scenario.files).some((f) => f.startsWith('stream.d/'));
  const sites = Object.keys(scenario.files).some((f) => f.startsWith('conf.d/'));
  const lines = [
    ...(streams && release.streamModule
      ? ['load_module /usr/lib/nginx/modules/ngx_stream_module.so;']
      : []),
    'events {}',
    ...(sites ? ['http {', '    include /etc/nginx/conf.d/*.conf;', '}'] : []),
    ...(streams ? ['stream {', '    include /etc/nginx/stream.d/*.conf;', '}'] : []),
  ];
  return { 'nginx.conf': `${lines.join('\n')}\n`, ...scenario.files };
}

/** The configuration with the repair made. */
export function repaired(config: Config, repair: Repair): Config {
  const out: Record<string, string> = { ...config };
  for (const [file, from, to] of repair.edits ?? []) {
    const text = out[file];
    if (text === undefined) throw new Error(`the repair edits ${file}, which does not exist`);
    const at = text.indexOf(from);
    if (at < 0 || text.indexOf(from, at + 1) >= 0)
      throw new Error(`the repair's text must stand exactly once in ${file}: ${from}`);
    out[file] = text.slice(0, at) + to + text.slice(at + from.length);
  }
  return out;
}
