/** The certificates that a configuration names. */
import path from 'node:path';
import type { NamedFiles } from '../causes/named-files.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import type { UpstreamTls } from '../upstream/model.ts';

/** The files that the configuration names. What reads certificates is large, so it is loaded when there are any. */
export async function namedFiles(
  config: ConfigSet | null,
  paths: readonly UpstreamTls[],
): Promise<NamedFiles> {
  const named = paths.some(
    ({ settings: s }) =>
      s.trustedCertificate.value !== null || s.certificate.value !== null || s.crl.value !== null,
  );
  if (config === null || !named) return new Map();
  const { mentions, readNamedFiles } = await import('../node/certificates.ts');
  return readNamedFiles(mentions(paths), path.dirname(path.resolve(config.main)));
}
