/** The files that a handshake of nginx uses: trusted CAs, CRL, client certificate and key. Read once, never shown. */
import { createPrivateKey } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Identity } from '../../probe/question.ts';
import { type Message, message } from '../../text/message.ts';

/** What verification needs, as nginx is given it. */
export interface Trust {
  readonly trusted: string | null;
  readonly crl: string | null;
  readonly depth: number;
}

export interface IdentityMaterial {
  readonly certificate: string;
  readonly key: string;
  readonly passphrase: string | null;
}

/** A CA bundle is below 1 MB, a CRL of a large CA some tens. */
const LARGEST = 64 * 1024 * 1024;

export type ReadText = (file: string) => { readonly text: string } | { readonly problem: Message };

/** Reads files relative to the folder of the main configuration file, and remembers them. */
export function materialReader(prefix: string): ReadText {
  const seen = new Map<string, ReturnType<ReadText>>();
  return (file) => {
    const known = seen.get(file);
    if (known) return known;
    const answer = readText(path.resolve(prefix, file), file);
    seen.set(file, answer);
    return answer;
  };
}

function readText(resolved: string, shown: string): ReturnType<ReadText> {
  try {
    const { size } = statSync(resolved);
    if (size > LARGEST) return { problem: message('probe.file-too-large', { file: shown }) };
    return { text: readFileSync(resolved, 'utf8') };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EACCES' || code === 'EPERM')
      return { problem: message('probe.file-not-readable', { file: shown }) };
    return { problem: message('probe.file-missing', { file: shown }) };
  }
}

/** nginx takes what stands behind `data:` as the content itself. */
function contentOf(written: string, read: ReadText): ReturnType<ReadText> {
  return written.startsWith('data:') ? { text: written.slice(5) } : read(written);
}

/** Certificate, key and the password that opens it; or why they cannot be used. */
export function identityMaterial(
  identity: Identity,
  read: ReadText,
): IdentityMaterial | { readonly problem: Message } {
  const certificate = contentOf(identity.certificate, read);
  if ('problem' in certificate) return certificate;
  if (identity.key.startsWith('engine:') || identity.key.startsWith('store:'))
    return { problem: message('probe.key-in-engine', { file: identity.key }) };
  const key = contentOf(identity.key, read);
  if ('problem' in key) return key;
  const passwords = identity.passwordFile ? read(identity.passwordFile) : { text: '' };
  if ('problem' in passwords) return passwords;
  for (const passphrase of [null, ...passwords.text.split('\n').map((l) => l.replace(/\r$/, ''))]) {
    try {
      createPrivateKey({ key: key.text, ...(passphrase === null ? {} : { passphrase }) });
      return { certificate: certificate.text, key: key.text, passphrase };
    } catch {
      // The next password may open it.
    }
  }
  return { problem: message('probe.key-not-usable', { file: identity.key }) };
}
