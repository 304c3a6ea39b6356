/** Repairs that wait for what only the reader has, once the reader has said what it is. */
import { message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { Case, Need, Repair } from './cause.ts';
import { type Change, nginxRepair } from './parts.ts';
import { namedFile, namedPath, resolvesTo } from './startup-facts.ts';
import { untrustingPlace } from './trusted-certificate-missing.ts';

/** Files that the user states, absolute; null where none was. */
export interface StatedFiles {
  /** `--ca`: certificates of the CA that signs for the upstream. */
  readonly ca: string | null;
  /** `--client-certificate` with `--client-key`. */
  readonly client: { readonly certificate: string; readonly key: string } | null;
}

/** The same repairs, before each that only waited for stated files the one that uses them. */
export function withStated(c: Case, repairs: readonly Repair[]): readonly Repair[] {
  const files = c.statedFiles;
  if (!files || (files.ca === null && files.client === null)) return repairs;
  return repairs.flatMap((repair) => {
    const done = completed(c, repair, files);
    return done === null ? [repair] : [done, repair];
  });
}

function completed(c: Case, repair: Repair, { ca, client }: StatedFiles): Repair | null {
  const [need, second] = repair.needs;
  if (repair.side !== 'nginx' || need === undefined || second !== undefined) return null;
  const changes: Change[] = [];
  if (need.what === 'ca-file' && ca !== null)
    changes.push({ set: 'ssl_trusted_certificate', to: [ca] });
  if (need.what === 'client-certificate' && client !== null)
    changes.push(
      { set: 'ssl_certificate', to: [client.certificate] },
      { set: 'ssl_certificate_key', to: [client.key] },
    );
  if (changes.length === 0) return null;
  const title =
    need.what === 'ca-file'
      ? message('repair.trust-file-stated', { file: ca ?? '' })
      : message('repair.show-stated-certificate', { file: client?.certificate ?? '' });
  const path = c.path ?? placeAtStart(c, need.what);
  const done = nginxRepair(c, repair.cause, title, changes, { path });
  return done.edits.length === 0 ? null : done;
}

/** What stops nginx from starting names a file or a directive, not a request. */
function placeAtStart(c: Case, what: Need['what']): UpstreamTls | null {
  if (what === 'ca-file') return untrustingPlace(c) ?? namedPath(c, 'trusted');
  const named = namedPath(c, 'certificate') ?? namedPath(c, 'key') ?? literalPath(c);
  const showing = c.allPaths.filter((p) => p.settings.certificate.value !== null);
  return named ?? (showing.length === 1 ? (showing[0] ?? null) : null);
}

/** Before 1.21.0 nginx took a variable in the name of a certificate literally, and names it as it is written. */
function literalPath(c: Case): UpstreamTls | null {
  const logged = namedFile(c) ?? '';
  const found = c.allPaths.find(({ settings: { certificate, certificateKey } }) =>
    [certificate.value, certificateKey.value].some((f) => resolvesTo(f?.written ?? '', logged)),
  );
  return found ?? null;
}
