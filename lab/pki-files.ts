/** The short notation for files of the PKI: `root.pem`, `int1.pem+root.pem`, `text:…`. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Content of the file that a scenario puts below `/etc/nginx/ssl/`. */
export function sslContent(what: string, pki: string): Buffer {
  if (what.startsWith('text:')) return Buffer.from(what.slice(5));
  return Buffer.concat(what.split('+').map((name) => readFileSync(path.join(pki, name))));
}
