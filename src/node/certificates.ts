/** Reads the certificates, keys, CRLs and password files that the configuration names. */
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { fileContent, type PublicHalf } from '../causes/file-content.ts';
import type { NamedFile, NamedFiles } from '../causes/named-files.ts';
import { TLS_DIRECTIVES } from '../directives/tls.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import { allScopes, type Scope } from '../upstream/scopes.ts';

/** Bytes. Public CA bundles have about a quarter of a million. */
const LARGEST = 4_000_000;

const NAMES_A_FILE: ReadonlySet<string> = new Set(
  TLS_DIRECTIVES.filter(({ kind }) => kind === 'file').map(({ name }) => name),
);

/** A file that the configuration names, as written there. */
export interface Mention {
  readonly written: string;
  /** Password files that could open it, as written. */
  readonly passwordFiles: readonly string[];
}

/** The files that the effective settings name; names with variables that cannot be followed are left out. */
export function mentions(paths: readonly UpstreamTls[]): Mention[] {
  const found = new Map<string, Set<string>>();
  for (const { settings } of paths) {
    if (namesNothing(settings)) continue;
    const password = settings.passwordFile.value;
    const plain = [settings.trustedCertificate.value, settings.crl.value, password];
    const certificates = settings.certificate.value?.values ?? [];
    const keys = settings.certificateKey.value?.values ?? [];
    for (const written of [...plain, ...certificates, ...keys]) {
      if (written === null || !isFile(written)) continue;
      const passwords = found.get(written) ?? new Set();
      if (password !== null && keys.includes(written)) passwords.add(password);
      found.set(written, passwords);
    }
  }
  return [...found].map(([written, passwords]) => ({ written, passwordFiles: [...passwords] }));
}

function namesNothing(s: UpstreamTls['settings']): boolean {
  const { trustedCertificate, crl, certificate, certificateKey, passwordFile } = s;
  return [trustedCertificate, crl, certificate, certificateKey, passwordFile].every(
    ({ value }) => value === null,
  );
}

/** With those, too, that directives without effect name. */
export function allMentions(paths: readonly UpstreamTls[], scopes: Scope): Mention[] {
  const effective = mentions(paths);
  const known = new Set(effective.map(({ written }) => written));
  const found = new Set<string>();
  for (const scope of allScopes(scopes)) {
    if (!scope.tls) continue;
    for (const { directive } of scope.own.list()) {
      const [word] = directive.args;
      if (!word || !NAMES_A_FILE.has(directive.name)) continue;
      if (isFile(word.value) && !known.has(word.value)) found.add(word.value);
    }
  }
  return [...effective, ...[...found].map((written) => ({ written, passwordFiles: [] }))];
}

/** `data:` holds the certificate itself, `engine:` and `store:` name a key outside the file system. */
function isFile(written: string): boolean {
  return written !== '' && !/^(?:data|engine|store):/.test(written) && !written.includes('$');
}

/**
 * Reads every mentioned file. `directory` is that of the main configuration
 * file: nginx resolves relative names there. The map has each file under its
 * name as written and as resolved. Nothing throws: what cannot be read says so
 * in `state`. Who asks again and again hands in a map, and then each is read once.
 */
export function readNamedFiles(
  all: readonly Mention[],
  directory: string,
  known: Map<string, NamedFile> = new Map(),
): NamedFiles {
  const files = new Map<string, NamedFile>();
  for (const { written, passwordFiles } of all) {
    const resolved = path.resolve(directory, written);
    const opened = passwordFiles.map((p) => path.resolve(directory, p));
    const key = [resolved, ...opened].join('\0');
    const file = known.get(key) ?? readOne(resolved, opened.flatMap(passwordsIn));
    known.set(key, file);
    files.set(written, file);
    files.set(resolved, file);
  }
  return files;
}

function readOne(file: string, passwords: readonly string[]): NamedFile {
  const read = bytesOf(file);
  if ('state' in read)
    return { path: file, state: read.state, certificates: [], keys: [], crls: [], mode: null };
  const content = fileContent(file, read.bytes, (pem) => publicHalf(pem, passwords));
  return { ...content, mode: read.mode };
}

type Bytes =
  | { readonly bytes: Uint8Array; readonly mode: number }
  | { readonly state: 'missing' | 'no-permission' | 'unreadable' };

function bytesOf(file: string): Bytes {
  let fd: number;
  try {
    // A pipe that nobody writes to must not hold us up.
    fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { state: 'missing' };
    return { state: code === 'EACCES' || code === 'EPERM' ? 'no-permission' : 'unreadable' };
  }
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile() || stat.size > LARGEST) return { state: 'unreadable' };
    const bytes = new Uint8Array(stat.size);
    let at = 0;
    while (at < bytes.length) {
      const n = readSync(fd, bytes, at, bytes.length - at, at);
      if (n === 0) break;
      at += n;
    }
    return { bytes: bytes.subarray(0, at), mode: stat.mode & 0o7777 };
  } catch {
    return { state: 'unreadable' };
  } finally {
    closeSync(fd);
  }
}

/** One password per line, as nginx reads them: each is tried. */
function passwordsIn(file: string): string[] {
  const read = bytesOf(file);
  if ('state' in read) return [];
  return Buffer.from(read.bytes).toString('utf8').split('\n').filter(Boolean).slice(0, 100);
}

function publicHalf(pem: string, passwords: readonly string[]): PublicHalf {
  for (const passphrase of [undefined, ...passwords]) {
    try {
      const key = createPrivateKey(
        passphrase === undefined ? { key: pem } : { key: pem, passphrase },
      );
      const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
      return {
        publicKey: createHash('sha256').update(spki).digest('hex'),
        type: key.asymmetricKeyType ?? '',
      };
    } catch {
      // Encrypted, and this is not its password; or no key at all.
    }
  }
  return { publicKey: null, type: '' };
}
