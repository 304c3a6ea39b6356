/** What any user of the host can do with a client key that he can read. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import type { Addresses } from '../../../lab/lane.ts';

/** The user that owns nothing. */
const NOBODY = '65534';

/** True when a user without rights gets the key that the example names, and the upstream takes him for nginx. */
export async function posesAsNginx(
  example: string,
  { dir, addresses }: { readonly dir: string; readonly addresses: Addresses },
  at: string,
): Promise<boolean> {
  const named = (directive: string) => {
    const file = new RegExp(`${directive} /etc/nginx/(\\S+);`).exec(example)?.[1];
    if (!file) throw new Error(`the example has no ${directive}`);
    return path.join(dir, 'etc', file);
  };
  const key = asNobody(named('proxy_ssl_certificate_key'));
  if (key === null) return false;
  // A certificate is public.
  const cert = readFileSync(named('proxy_ssl_certificate'));
  const [host = '', port] = at.split(':');
  return (await ask(addresses.real(host), Number(port), cert, key)) === 200;
}

function asNobody(file: string): string | null {
  const drop = ['--reuid', NOBODY, '--regid', NOBODY, '--clear-groups'];
  try {
    return execFileSync('setpriv', [...drop, 'cat', file], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    if (/Permission denied/.test(String((error as { stderr?: unknown }).stderr))) return null;
    throw error;
  }
}

function ask(host: string, port: number, cert: Buffer, key: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const servername = 'api.internal.example.com';
    const options = { host, port, servername, cert, key, rejectUnauthorized: false, agent: false };
    const request = https.get(options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once('error', reject);
  });
}
