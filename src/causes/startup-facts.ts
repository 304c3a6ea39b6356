/** Start-up messages: which place of the configuration they are about. */
import type { UpstreamTls } from '../upstream/model.ts';
import type { Case } from './cause.ts';

export type FileRole = 'trusted' | 'crl' | 'certificate' | 'key' | 'password';

/** The names that a place gives to its files, by role. */
export function namesOf(path: UpstreamTls, role: FileRole): readonly string[] {
  const { settings } = path;
  const one = (value: string | null) => (value === null ? [] : [value]);
  switch (role) {
    case 'trusted':
      return one(settings.trustedCertificate.value);
    case 'crl':
      return one(settings.crl.value);
    case 'password':
      return one(settings.passwordFile.value);
    case 'certificate':
      return settings.certificate.value?.values ?? [];
    case 'key':
      return settings.certificateKey.value?.values ?? [];
  }
}

/** The file that a message names, `cannot load certificate "/etc/…"`; null when it names none. */
export function namedFile(c: Case): string | null {
  const text = c.incident.samples[0]?.text ?? '';
  for (const [, quoted = ''] of text.matchAll(/"((?:[^"\\]|\\.){1,1000})"/g))
    if (!/^\w+_ssl_\w+$/.test(quoted)) return quoted;
  return null;
}

/** Whether a name as written resolves to the file of the message: equal, or relative to some directory. */
export function resolvesTo(written: string, logged: string): boolean {
  return written !== '' && (written === logged || logged.endsWith(`/${written}`));
}

/** The place whose file of that role the message names; null when none does. */
export function namedPath(c: Case, role: FileRole): UpstreamTls | null {
  const logged = namedFile(c);
  const paths = c.path === null ? c.allPaths : [c.path, ...c.allPaths];
  if (logged === null) return null;
  return paths.find((p) => namesOf(p, role).some((written) => resolvesTo(written, logged))) ?? null;
}

/** Every role in which some place names the file of the message. */
export function rolesOf(c: Case): ReadonlySet<FileRole> {
  const roles = ['trusted', 'crl', 'certificate', 'key', 'password'] as const;
  return new Set(roles.filter((role) => namedPath(c, role) !== null));
}

export interface ConfCommandAt {
  readonly command: string;
  readonly value: string;
  /** The place that has it; null when none is found. */
  readonly path: UpstreamTls | null;
}

/** The command of `SSL_CONF_cmd("Groups", "X448-foo") failed`; null when the message is another. */
export function conflictingCommand(c: Case): ConfCommandAt | null {
  const text = c.incident.samples[0]?.text ?? '';
  const m = /SSL_CONF_cmd\("([^"]{1,100})", "((?:[^"\\]|\\.){0,2000})"\)/.exec(text);
  if (m === null) return null;
  const [, command = '', value = ''] = m;
  const paths = c.path === null ? c.allPaths : [c.path, ...c.allPaths];
  const path = paths.find((p) =>
    p.settings.confCommands.some((s) => s.value[0] === command && s.value[1] === value),
  );
  return { command, value, path: path ?? null };
}
