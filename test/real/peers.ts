/** Upstreams to ask: real servers as child processes, and raw peers that misbehave. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { freePort } from '../../lab/servers/free-port.ts';

const ENV = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

export interface Peer {
  readonly port: number;
  stop(): Promise<void>;
}

/** A folder of its own with certificates; `remove` takes it away. */
export function folder(): { readonly dir: string; remove(): void } {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-peers-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

function openssl(args: readonly string[], cwd: string): void {
  execFileSync('openssl', args as string[], { cwd, stdio: 'pipe' });
}

/** `NAME.pem` and `NAME.key`, self-signed. */
export function selfSigned(dir: string, name: string, dns: readonly string[]): void {
  openssl(
    ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
      .concat(['-keyout', `${name}.key`, '-out', `${name}.pem`, '-subj', `/CN=${name}`])
      .concat(['-days', '30', '-addext', `subjectAltName=${dns.map((d) => `DNS:${d}`).join(',')}`]),
    dir,
  );
}

/** `NAME.pem` and `NAME.key`, issued by `issuer.pem`; an intermediate when `ca`. */
export function issued(
  dir: string,
  name: string,
  issuer: string,
  options: { readonly dns?: readonly string[]; readonly ca?: boolean; readonly days?: string } = {},
): void {
  openssl(
    ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'].concat([
      '-keyout',
      `${name}.key`,
      '-out',
      `${name}.csr`,
      '-subj',
      `/CN=${name}`,
    ]),
    dir,
  );
  const lines = [
    `basicConstraints=critical,CA:${options.ca ? 'TRUE' : 'FALSE'}`,
    'subjectKeyIdentifier=hash',
    'authorityKeyIdentifier=keyid',
  ];
  if (options.dns) lines.push(`subjectAltName=${options.dns.map((d) => `DNS:${d}`).join(',')}`);
  writeFileSync(path.join(dir, `${name}.ext`), lines.join('\n'));
  openssl(
    ['x509', '-req', '-in', `${name}.csr`, '-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`]
      .concat(['-CAcreateserial', '-out', `${name}.pem`, '-days', options.days ?? '30'])
      .concat(['-extfile', `${name}.ext`]),
    dir,
  );
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (data) => {
    said += data;
  });
  for (let i = 0; i < 200; i++) {
    if (child.exitCode !== null) throw new Error(`the server ended: ${said}`);
    const open = await new Promise<boolean>((done) => {
      const socket = net.connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        done(true);
      });
      socket.once('error', () => done(false));
    });
    if (open) return;
    await new Promise((wait) => setTimeout(wait, 25));
  }
  child.kill('SIGKILL');
  throw new Error(`nothing listens on ${port}: ${said}`);
}

async function start(command: string, args: string[], port: number, cwd: string): Promise<Peer> {
  const child = spawn(command, args, { cwd, env: ENV, stdio: ['ignore', 'ignore', 'pipe'] });
  await listening(port, child);
  return {
    port,
    stop: () =>
      new Promise((done) => {
        child.once('exit', () => done());
        child.kill('SIGKILL');
      }),
  };
}

/** `openssl s_server` with these arguments. */
export async function sServer(dir: string, args: readonly string[]): Promise<Peer> {
  const port = await freePort();
  return start(
    'openssl',
    ['s_server', '-accept', `127.0.0.1:${port}`, '-quiet', ...args],
    port,
    dir,
  );
}

/** HAProxy with this `bind` line after the address. */
export function haproxy(dir: string, bind: string): Promise<Peer> {
  return haproxyWith(dir, bind, 'mode http', 'http-request return status 200');
}

/** HAProxy as a router that looks at the server name and closes on every other one. */
export function sniRouter(dir: string, name: string, behind: number): Promise<Peer> {
  return haproxyWith(
    dir,
    '',
    'mode tcp',
    `tcp-request inspect-delay 3s
  tcp-request content accept if { req.ssl_sni -i ${name} }
  tcp-request content reject
  default_backend b
backend b
  server s 127.0.0.1:${behind}`,
  );
}

async function haproxyWith(dir: string, bind: string, mode: string, does: string): Promise<Peer> {
  const port = await freePort();
  const file = path.join(dir, `haproxy-${port}.cfg`);
  writeFileSync(
    file,
    `defaults
  ${mode}
  timeout client 5s
  timeout connect 5s
  timeout server 5s
frontend f
  bind 127.0.0.1:${port} ${bind}
  ${does}
`,
  );
  return start('haproxy', ['-db', '-f', file], port, dir);
}

/** nginx with these lines in `http {}`; `PORT` is replaced. */
export async function nginx(dir: string, http: string): Promise<Peer> {
  const port = await freePort();
  const prefix = mkdtempSync(path.join(dir, 'nginx-'));
  const file = path.join(prefix, 'nginx.conf');
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${prefix}/pid; error_log ${prefix}/error.log info;
events { worker_connections 64; }
http {
  access_log off; client_body_temp_path ${prefix}/t1; proxy_temp_path ${prefix}/t2;
  fastcgi_temp_path ${prefix}/t3; uwsgi_temp_path ${prefix}/t4; scgi_temp_path ${prefix}/t5;
  ${http.replaceAll('PORT', `127.0.0.1:${port}`)}
}
`,
  );
  return start(
    'nginx',
    ['-p', prefix, '-c', file, '-e', path.join(prefix, 'early.log')],
    port,
    dir,
  );
}

/** A peer that treats every connection like this. */
export async function raw(does: (socket: net.Socket) => void): Promise<Peer> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    does(socket);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as net.AddressInfo).port,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
