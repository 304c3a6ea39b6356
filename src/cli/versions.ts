/** Which nginx and OpenSSL the log comes from: stated, asked, read from the log, or assumed. */
import { loggedGeneration } from '../diagnosis/generation.ts';
import type { Incident } from '../log/incident.ts';
import { Problem } from '../node/problem.ts';
import { message } from '../text/message.ts';
import { ASSUMED_VERSIONS, type Versions } from '../tls/versions.ts';

interface Known {
  readonly stated: {
    readonly nginx: string | undefined;
    readonly openssl: string | undefined;
  };
  readonly build: Versions | null;
  readonly incidents: readonly Incident[];
}

/** The best that is known of the versions. Throws a `Problem` when a stated one is none. */
export function versionsOf({ stated, build, incidents }: Known): Versions {
  if (stated.nginx !== undefined && !/^\d+\.\d+\.\d+$/.test(stated.nginx))
    throw new Problem(message('cli.bad-nginx-version', { version: stated.nginx }));
  if (stated.openssl !== undefined && !/^\d+\.\d+(\.\d+)?[a-z]*$/.test(stated.openssl))
    throw new Problem(message('cli.bad-openssl-version', { version: stated.openssl }));
  const logged = loggedGeneration(incidents);
  const openssl = stated.openssl ?? (build?.openssl || logged);
  return {
    nginx: stated.nginx ?? build?.nginx ?? ASSUMED_VERSIONS.nginx,
    openssl: openssl ?? ASSUMED_VERSIONS.openssl,
    from:
      stated.nginx !== undefined
        ? 'flag'
        : build !== null
          ? 'binary'
          : stated.openssl !== undefined
            ? 'flag'
            : logged !== null
              ? 'log'
              : 'assumed',
  };
}
