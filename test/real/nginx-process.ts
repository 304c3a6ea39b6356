/** A real nginx on loopback for one test file: started with a configuration, ended by its own process id. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const ENV = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

export interface RunningNginx {
  readonly dir: string;
  /** What nginx has written to its error log so far. */
  log(): string;
  stop(): Promise<void>;
}

/** A directory of its own; the caller writes certificates and the like into it before starting. */
export function workDir(): string {
  return mkdtempSync(path.join(os.tmpdir(), 'alert40-nginx-'));
}

/** The lines that every configuration here begins with: nothing outside `dir` is written. */
export function preamble(dir: string, level = 'info'): string {
  return `daemon off; master_process off; pid ${dir}/nginx.pid; error_log ${dir}/error.log ${level};
events { worker_connections 1000; }
`;
}

/** `http` settings that keep nginx's temporary files inside `dir`. */
export function tempPaths(dir: string): string {
  return `access_log off; client_body_temp_path ${dir}/t1; proxy_temp_path ${dir}/t2;
    fastcgi_temp_path ${dir}/t3; uwsgi_temp_path ${dir}/t4; scgi_temp_path ${dir}/t5;`;
}

/** Modules that Debian packages apart from nginx; empty where they are not installed. */
export function streamModule(): string {
  const file = '/usr/lib/nginx/modules/ngx_stream_module.so';
  try {
    readFileSync(file);
    return `load_module ${file};\n`;
  } catch {
    return '';
  }
}

/** Version of the installed nginx, for example `1.22.1`. */
export function nginxVersion(): string {
  const r = execFileSync('sh', ['-c', 'nginx -v 2>&1'], { env: ENV, encoding: 'utf8' });
  return /nginx\/([\d.]+)/.exec(r)?.[1] ?? '';
}

/** Version of OpenSSL that the installed nginx runs with. */
export function opensslVersion(): string {
  const r = execFileSync('sh', ['-c', 'nginx -V 2>&1'], { env: ENV, encoding: 'utf8' });
  const m = /running with OpenSSL ([\d.]+[a-z]?)/.exec(r) ?? /OpenSSL ([\d.]+[a-z]?)/.exec(r);
  return m?.[1] ?? '';
}

/** Starts nginx and waits until it accepts connections on `port`. */
export async function startNginx(
  dir: string,
  config: string,
  port: number,
  options: { readonly keep?: boolean } = {},
): Promise<RunningNginx> {
  const file = path.join(dir, 'nginx.conf');
  writeFileSync(file, config);
  const early = path.join(dir, 'early.log');
  const child = spawn('nginx', ['-p', dir, '-c', file, '-e', early], {
    env: ENV,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr?.on('data', (data) => {
    complaint += data;
  });
  const read = (name: string) => {
    try {
      return readFileSync(path.join(dir, name), 'utf8');
    } catch {
      return '';
    }
  };
  await until(port, child, () => complaint + read('early.log'));
  return {
    dir,
    log: () => read('error.log'),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((done) => child.once('exit', done));
        child.kill('SIGTERM');
        await gone;
      }
      if (!options.keep) rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function until(port: number, child: ChildProcess, complaint: () => string): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (child.exitCode !== null) throw new Error(`nginx did not start: ${complaint()}`);
    const open = await new Promise<boolean>((done) => {
      const socket = net.connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        done(true);
      });
      socket.once('error', () => done(false));
    });
    if (open) return;
    await new Promise((wait) => setTimeout(wait, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`nginx did not listen on ${port}: ${complaint()}`);
}
