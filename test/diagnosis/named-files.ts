/** Files that a story's configuration names, made of the certificates in `test/cases/pki/`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileContent } from '../../src/causes/file-content.ts';
import type { NamedFile, NamedFiles } from '../../src/causes/named-files.ts';
import { certificatesIn } from '../../src/causes/x509.ts';

/**
 * What is in a file: names of the PKI, one after the other; the key that belongs to a
 * certificate (only its public half is ever looked at); or why nothing can be read.
 */
export type Content =
  | readonly string[]
  | { readonly keyOf: string; readonly locked?: boolean }
  | NamedFile['state'];

const pki = path.resolve(import.meta.dirname, '../cases/pki');

export function namedFiles(contents: Readonly<Record<string, Content>>): NamedFiles {
  return new Map(Object.entries(contents).map(([name, content]) => [name, named(name, content)]));
}

function named(name: string, content: Content): NamedFile {
  const empty = { path: name, certificates: [], keys: [], crls: [], mode: null };
  if (typeof content === 'string') return { ...empty, state: content };
  if ('keyOf' in content) {
    const [leaf] = certificatesIn(read(`${content.keyOf}.pem`));
    const locked = content.locked ?? false;
    const key = { publicKey: locked ? null : (leaf?.publicKey ?? null), encrypted: locked };
    const label = locked ? 'ENCRYPTED PRIVATE KEY' : 'PRIVATE KEY';
    return {
      ...empty,
      state: 'read',
      format: 'pem',
      labels: [label],
      keys: [{ ...key, type: 'ec' }],
    };
  }
  return fileContent(name, new TextEncoder().encode(content.map(read).join('')));
}

function read(file: string): string {
  return readFileSync(path.join(pki, file), 'utf8');
}
