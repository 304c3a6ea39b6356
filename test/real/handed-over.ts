/** What nginx sends, and what the commands send that we print to be run by hand: caught on a socket. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import net from 'node:net';
import path from 'node:path';
import type { Release } from '../../lab/releases.ts';
import { freePort } from '../../lab/servers/free-port.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { verificationOf } from '../../src/node/handshake/probe-path.ts';
import { curlCommand, sClientCommand } from '../../src/probe/commands.ts';
import { reproduce } from '../../src/probe/question.ts';
import { EXTENSION, parseClientHello } from '../../src/tls/client-hello.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';

/** Settings of a place, and whether the release can have them. */
export const SETTINGS: Readonly<Record<string, string>> = {
  defaults: '',
  'a server name': 'proxy_ssl_server_name on; proxy_ssl_name api.example.com;',
  'TLS 1.2 alone, some ciphers':
    'proxy_ssl_protocols TLSv1.2; proxy_ssl_ciphers ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256; proxy_ssl_server_name on; proxy_ssl_name api.example.com;',
  'TLS 1.3 alone': 'proxy_ssl_protocols TLSv1.3;',
  'versions with a gap, HIGH':
    'proxy_ssl_protocols TLSv1.1 TLSv1.3; proxy_ssl_ciphers HIGH:!aNULL;',
  'groups and suites':
    'proxy_ssl_conf_command Groups P-384:X25519; proxy_ssl_conf_command Ciphersuites TLS_AES_128_GCM_SHA256;',
  'signature algorithms and options':
    'proxy_ssl_conf_command SignatureAlgorithms RSA-PSS+SHA256:ECDSA+SHA384; proxy_ssl_conf_command Options -SessionTicket,-EncryptThenMac;',
};

/** The address that the commands name; it is not part of what they send. */
const WRITTEN = '10.0.4.22:443';

/** The commands for a place with these settings on this release. */
export function commandsFor(release: Pick<Release, 'nginx' | 'openssl'>, directives: string) {
  const text = `http { server { location / { proxy_pass https://${WRITTEN}; ${directives} } } }`;
  const config = loadConfig('nginx.conf', memoryFiles({ 'nginx.conf': text }));
  const [place] = upstreamPaths(config, release);
  if (place === undefined) throw new Error('no place');
  const verification = verificationOf(place);
  const question = reproduce(place, { clientHost: null, securityLevel: 2 });
  return {
    openssl: sClientCommand(question, WRITTEN, verification, release.openssl) ?? '',
    curl: curlCommand(question, WRITTEN, verification, null) ?? '',
  };
}

/** What of a ClientHello decides how a server answers. */
export function offered(hex: string) {
  const read = parseClientHello(Buffer.from(hex, 'hex'));
  if (read.kind !== 'hello') throw new Error(`${read.kind}: ${hex}`);
  const { serverName, versions, suites, groups, keyShares, signatureAlgorithms, alpn } = read.hello;
  const { extensions } = read.hello;
  return {
    serverName,
    versions,
    suites,
    groups,
    keyShares: keyShares.map((share) => share.group),
    signatureAlgorithms,
    alpn,
    ticket: extensions.includes(EXTENSION.sessionTicket),
    encryptThenMac: extensions.includes(EXTENSION.encryptThenMac),
  };
}

/** The first bytes that reach a socket while `act` makes somebody connect to its port, in hexadecimal. */
async function caught(act: (port: number) => Promise<void>): Promise<string> {
  let first = '';
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (bytes) => {
      first ||= bytes.toString('hex');
      socket.destroy();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    await act((server.address() as net.AddressInfo).port);
    return first;
  } finally {
    server.close();
  }
}

/** Runs a program of the release, and waits for its end. */
function run(release: Release, command: readonly string[]): Promise<void> {
  const [program = '', ...args] = release.root ? ['chroot', release.root, ...command] : command;
  return new Promise((done) => {
    const child = spawn(program, args, { stdio: 'ignore' });
    child.once('close', () => done());
    child.once('error', () => done());
  });
}

/** What a command sends, run where the release is. */
export function sentBy(release: Release, command: string): Promise<string> {
  return caught((port) =>
    run(release, ['timeout', '10', 'sh', '-c', command.replaceAll(WRITTEN, `127.0.0.1:${port}`)]),
  );
}

/** What nginx of the release sends with these settings. */
export function sentByNginx(release: Release, directives: string): Promise<string> {
  return caught(async (upstream) => {
    const port = await freePort();
    const at = (name: string) => name.slice(release.root.length);
    const dir = mkdtempSync(`${release.root}/tmp/alert40-hello-`);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${at(dir)}/${name};`)
      .join(' ');
    writeFileSync(
      path.join(dir, 'nginx.conf'),
      `daemon off; master_process off; pid ${at(dir)}/pid; error_log ${at(dir)}/error.log;
events {} http { access_log off; ${temporary}
server { listen 127.0.0.1:${port}; location / { proxy_pass https://127.0.0.1:${upstream}; ${directives} } } }`,
    );
    const command = [release.binary, '-p', at(dir), '-c', `${at(dir)}/nginx.conf`];
    const [program = '', ...args] = release.root ? ['chroot', release.root, ...command] : command;
    const child = spawn(program, args, { stdio: 'ignore' });
    try {
      await ask(port, child);
    } finally {
      const gone = new Promise((done) => child.once('exit', done));
      if (child.exitCode === null) {
        child.kill('SIGKILL');
        await gone;
      }
      rmSync(dir, { recursive: true, force: true });
    }
  });
}

/** One request, as soon as somebody listens. */
async function ask(port: number, child: ChildProcess): Promise<void> {
  for (let i = 0; i < 200 && child.exitCode === null; i++) {
    const answered = await new Promise<boolean>((done) => {
      const asked = request({ host: '127.0.0.1', port, path: '/' }, (response) => {
        response.resume();
        done(true);
      });
      asked.on('error', () => done(false));
      asked.end();
    });
    if (answered) return;
    await new Promise((wait) => setTimeout(wait, 25));
  }
}

/** `openssl` and `curl` of the release, by their versions; null where it has not both. */
export function toolsOf(release: Release): { openssl: string; curl: string } | null {
  try {
    const first = (...command: string[]) => {
      const [program = '', ...args] = release.root ? ['chroot', release.root, ...command] : command;
      const text = execFileSync(program, args, { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
      return text.split(' ')[1] ?? '';
    };
    return { openssl: first('openssl', 'version'), curl: first('curl', '--version') };
  } catch {
    return null;
  }
}

/** A terminal session: the command, and what it prints when that address is this port of ours. */
export async function printedBy(release: Release, command: string, port: number): Promise<string> {
  const here = command.replaceAll(WRITTEN, `127.0.0.1:${port}`);
  const words = ['timeout', '10', 'sh', '-c', `exec 2>&1; ${here}`];
  const [program = '', ...args] = release.root ? ['chroot', release.root, ...words] : words;
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  await new Promise((done) => child.once('close', done));
  const written = said
    .replaceAll(`127.0.0.1:${port}`, WRITTEN)
    .replaceAll(`port ${port}`, 'port 443')
    .replaceAll('127.0.0.1', '10.0.4.22');
  return `$ ${command}\n${written}`;
}
