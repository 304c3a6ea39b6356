/** Ctrl-C, a closed terminal or a stop from outside, at every moment: nothing is left, and every file is whole. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { need } from './need.ts';
import { folder, nginx, type Peer, raw, selfSigned } from './peers.ts';

const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'dist/cli.cjs');
const usable = need('nginx') && need('openssl') && process.platform === 'linux';

const LINE = (port: number) =>
  `2026/11/21 07:27:09 [error] 1#1: *1 SSL_do_handshake() failed (SSL: error:0A000458:SSL routines::tlsv1 unrecognized name:SSL alert number 112) while SSL handshaking to upstream, client: 127.0.0.1, server: , request: "GET / HTTP/1.1", upstream: "https://127.0.0.1:${port}/", host: "www.example.com"\n`;

/** Processes that work in this folder, or that name it. */
function processesIn(dir: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return words.includes(dir) || readlinkSync(`/proc/${pid}/cwd`).startsWith(dir);
    } catch {
      return false;
    }
  });
}

describe.skipIf(!usable)('an interrupted run', () => {
  const { dir, remove } = folder();
  const peers: Peer[] = [];
  const tmp = path.join(dir, 'tmp');
  const home = path.join(dir, 'etc');
  const main = path.join(home, 'nginx.conf');
  const log = path.join(dir, 'error.log');
  let reached: () => void = () => undefined;

  beforeAll(async () => {
    const ensure = "import('./scripts/setup.mjs').then((setup) => setup.ensureBuild())";
    execFileSync(process.execPath, ['-e', ensure], { cwd: root, stdio: 'ignore' });
    selfSigned(dir, 'api', ['api.example.com']);
    mkdirSync(tmp);
    mkdirSync(home);
  }, 240_000);
  // What one case leaves must not fail the next.
  beforeEach(() => {
    for (const name of readdirSync(tmp)) rmSync(path.join(tmp, name), { recursive: true });
  });
  afterAll(async () => {
    await Promise.all(peers.map((p) => p.stop()));
    remove();
  });

  function configured(port: number): string {
    const text = `pid ${dir}/pid;\nerror_log ${dir}/own.log;\nevents {}\nhttp {\n  server {\n    listen 127.0.0.1:18097;\n    location / {\n      proxy_pass https://127.0.0.1:${port};\n    }\n  }\n}\n`;
    writeFileSync(main, text);
    writeFileSync(log, LINE(port));
    return text;
  }

  /** A group of its own, as a shell gives it to what it runs. */
  function started(args: readonly string[]): { child: ChildProcess; ended: Promise<unknown> } {
    const words = [program, ...args, '-c', main, '--name', 'api.example.com'];
    const child = spawn(process.execPath, words, {
      env: { ...process.env, TMPDIR: tmp },
      stdio: 'ignore',
      detached: true,
    });
    const ended = new Promise((done) => {
      child.once('exit', (code, signal) => done(signal ?? code));
    });
    return { child, ended };
  }

  const files = () => readdirSync(tmp);
  const moments = {
    'its folder is there': () => expect.poll(files, { interval: 2 }).not.toEqual([]),
    'nginx is being started': () =>
      expect.poll(() => processesIn(`${tmp}/alert40-`).length, { interval: 2 }).toBeGreaterThan(0),
    'a worker of nginx is there': () =>
      expect.poll(() => processesIn(`${tmp}/alert40-`).length, { interval: 2 }).toBeGreaterThan(1),
    'the request is under way': () =>
      new Promise<void>((done) => {
        reached = done;
      }),
  } as const;

  const cases = [
    ['its folder is there', 'SIGINT', 'the program'],
    ['nginx is being started', 'SIGINT', 'its group'],
    ['nginx is being started', 'SIGTERM', 'the program'],
    ['a worker of nginx is there', 'SIGHUP', 'the program'],
    ['the request is under way', 'SIGINT', 'the program'],
    ['the request is under way', 'SIGINT', 'its group'],
    ['the request is under way', 'SIGTERM', 'the program'],
    ['the request is under way', 'SIGHUP', 'its group'],
  ] as const;

  it.each(cases)('leaves nothing when %s: %s to %s', async (moment, signal, whom) => {
    // It takes the connection and says nothing: the trial goes on until it is interrupted.
    const silent = await raw(() => reached());
    peers.push(silent);
    const before = configured(silent.port);
    const arrived = moments[moment];
    const now = arrived();
    const { child, ended } = started(['rehearse', log]);
    await now;
    process.kill(whom === 'its group' ? -(child.pid ?? 0) : (child.pid ?? 0), signal);
    expect(await ended).toBe(signal);
    await expect.poll(() => processesIn(tmp), { timeout: 3_000 }).toEqual([]);
    expect(files()).toEqual([]);
    expect(readFileSync(main, 'utf8')).toBe(before);
  });

  it.each(['the program', 'its group'])(
    'leaves every file whole when %s is interrupted while nginx -t judges',
    async (whom) => {
      const upstream = await nginx(
        dir,
        `server { listen PORT ssl; ssl_certificate ${dir}/api.pem; ssl_certificate_key ${dir}/api.key; return 200; }`,
      );
      peers.push(upstream);
      const before = configured(upstream.port);
      const slow = path.join(dir, 'slow-nginx');
      const judging = path.join(dir, 'judging');
      // The first test is of the old files, the second of the new ones.
      writeFileSync(
        slow,
        `#!/bin/sh\nPATH="$PATH:/usr/sbin:/sbin"\ncase "$*" in *-t*) if grep -q proxy_ssl_name '${main}'; then touch '${judging}'; sleep 0.7; fi;; esac\nexec nginx "$@"\n`,
      );
      chmodSync(slow, 0o755);
      rmSync(judging, { force: true });
      const { child, ended } = started(['fix', log, '--nginx', slow, '--write']);
      await expect.poll(() => readdirSync(dir), { interval: 2 }).toContain('judging');
      process.kill(whom === 'its group' ? -(child.pid ?? 0) : (child.pid ?? 0), 'SIGINT');
      expect(await ended).toBe('SIGINT');
      expect(readdirSync(home)).toEqual(['nginx.conf']);
      const after = readFileSync(main, 'utf8');
      if (whom === 'the program') expect(after).toContain('proxy_ssl_name api.example.com;');
      else expect(after).toBe(before);
    },
  );
});
