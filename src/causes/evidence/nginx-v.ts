/** `nginx -V` (or `-v`): which nginx, which OpenSSL, which modules. */
import type { Versions } from '../../tls/versions.ts';

export interface NginxBuild extends Versions {
  /** `nginx`, `openresty`, `angie`, `tengine`, `freenginx` … as it calls itself. */
  readonly flavour: string;
  /** `--with-…` and `--add-…` arguments; empty when the output has none. */
  readonly configureArguments: readonly string[];
}

/** The build that the output tells of, or null when it is not the output of `nginx -V`. */
export function readNginxV(text: string): NginxBuild | null {
  const version = /^nginx version: ([\w.-]{1,40})\/(\d+\.\d+\.\d+)/m.exec(text);
  if (version === null) return null;
  // What runs counts, not what it was built with.
  const running = /running with OpenSSL (\d+\.\d+\.\d+[a-z]*)/.exec(text);
  const built = /^built with (?:OpenSSL|quictls) (\d+\.\d+\.\d+[a-z]*)/m.exec(text);
  const other = /^built with (BoringSSL|LibreSSL [\d.]+|AWS-LC[^\n(]*)/m.exec(text);
  const args = /^configure arguments: (.*)$/m.exec(text)?.[1] ?? '';
  return {
    nginx: version[2] ?? '',
    openssl: running?.[1] ?? built?.[1] ?? other?.[1]?.trim() ?? '',
    from: 'binary',
    flavour: version[1] ?? '',
    configureArguments: args.match(/--(?:'[^']*'|[^\s'])+/g) ?? [],
  };
}
