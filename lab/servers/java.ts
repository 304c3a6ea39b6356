/** A small server on Java's JSSE, compiled once into `lab/work`; keystores are made from the PKI by `openssl` and `keytool`. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { LAB, WORK } from '../paths.ts';
import { find, startProgram } from './child.ts';
import type { Start } from './server.ts';

const HINT = 'install it with: apt-get install default-jdk-headless';
const PASSWORD = 'changeit';

export const start: Start<'java'> = async (upstream, context) => {
  const java = find('java', HINT);
  const classes = compiled();
  const cert = upstream.cert ?? 'api';
  const keys = path.join(context.dir, 'keys.p12');
  execFileSync(find('openssl', 'install it with: apt-get install openssl'), [
    ...['pkcs12', '-export', '-name', 'server', '-out', keys, '-passout', `pass:${PASSWORD}`],
    ...['-in', path.join(context.pki, `${cert}.chain.pem`)],
    ...['-inkey', path.join(context.pki, `${cert}.key`)],
  ]);
  let trust = '-';
  if (upstream.clientCa) {
    trust = path.join(context.dir, 'trust.p12');
    execFileSync(
      find('keytool', HINT),
      [
        ...['-importcert', '-noprompt', '-alias', 'ca', '-storetype', 'PKCS12'],
        ...['-keystore', trust, '-storepass', PASSWORD],
        ...['-file', path.join(context.pki, `${upstream.clientCa}.pem`)],
      ],
      { stdio: 'pipe' },
    );
  }
  const list = (items: readonly string[] | undefined) => (items?.length ? items.join(',') : '-');
  const protocols = upstream.min === undefined ? '-' : upstream.min;
  return startProgram(
    java,
    [
      ...['-Xshare:auto', '-XX:TieredStopAtLevel=1', '-Xmx64m', '-cp', classes, 'Server'],
      ...[context.address, String(context.port), keys, trust, upstream.mode ?? '-'],
      ...[upstream.names?.join('|') || '-', protocols, list(upstream.ciphers)],
    ],
    context,
  );
};

function compiled(): string {
  const source = path.join(LAB, 'servers/java/Server.java');
  const dir = path.join(WORK, 'java');
  const out = path.join(dir, 'Server.class');
  if (!existsSync(out) || statSync(out).mtimeMs < statSync(source).mtimeMs) {
    mkdirSync(dir, { recursive: true });
    execFileSync(find('javac', HINT), ['-d', dir, source], { stdio: 'pipe' });
  }
  return dir;
}
