/** Where generated trees are written, checked by nginx and repaired by the command. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Dns, startDns } from '../../lab/dns.ts';
import { Addresses, type Lane, takeLane } from '../../lab/lane.ts';
import { ensurePki } from '../../lab/pki.ts';
import { sslContent } from '../../lab/pki-files.ts';
import { compareVersions, type Release } from '../../lab/releases.ts';
import { openRoom, type Room } from '../../lab/room.ts';
import { end } from '../../lab/servers/child.ts';
import { alert40, type Ran } from '../cli/run.ts';
import type { Tree } from './generated-trees.ts';

const SSL = {
  'ca.pem': 'root.pem',
  'deep.pem': 'int1.pem+root.pem',
  'ca.crl': 'root.crl',
  'client.pem': 'client.pem',
  'client.key': 'client.key',
};
const UPSTREAM = '10.0.4.22';
const NAMES = ['api.example.com', 'api.example.com.'];

export class FixBench {
  readonly dir: string;
  readonly nginx: Release;
  /** Where nginx listens, and where all upstreams are. */
  readonly listens: string;
  readonly upstream: string;
  readonly #room: Room;
  readonly #lane: Lane;
  readonly #dns: Dns;

  private constructor(dir: string, nginx: Release, room: Room, lane: Lane, dns: Dns) {
    this.dir = dir;
    this.nginx = nginx;
    this.#room = room;
    this.#lane = lane;
    this.#dns = dns;
    const addresses = new Addresses(lane, 1);
    this.upstream = addresses.real(UPSTREAM);
    this.listens = addresses.listen;
  }

  static async open(nginx: Release): Promise<FixBench> {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-fix-'));
    for (const folder of ['etc/ssl', 'log']) mkdirSync(path.join(dir, folder), { recursive: true });
    const lane = await takeLane();
    const addresses = new Addresses(lane, 1);
    const at = addresses.real(UPSTREAM);
    const dns = await startDns(at, new Map(NAMES.map((name) => [name, at])));
    writeFileSync(path.join(dir, 'hosts'), `127.0.0.1 localhost\n${at} ${NAMES.join(' ')}\n`);
    const pki = await ensurePki();
    for (const [file, what] of Object.entries(SSL))
      writeFileSync(path.join(dir, 'etc/ssl', file), sslContent(what, pki), { mode: 0o600 });
    return new FixBench(dir, nginx, await openRoom(nginx, dir), lane, dns);
  }

  async close(): Promise<void> {
    await this.#room.close();
    this.#dns.stop();
    this.#lane.free();
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** Replaces the tree that stands there. */
  write(tree: Tree): void {
    const at = path.join(this.dir, 'etc/tree');
    rmSync(at, { recursive: true, force: true });
    for (const [file, text] of Object.entries(tree)) {
      mkdirSync(path.dirname(path.join(at, file)), { recursive: true });
      writeFileSync(path.join(at, file), text);
    }
  }

  read(tree: Tree): Tree {
    const files = Object.keys(tree).map((file) => [
      file,
      readFileSync(path.join(this.dir, 'etc/tree', file), 'utf8'),
    ]);
    return Object.fromEntries(files);
  }

  /** What nginx says against it; null when it is content. */
  complaint(): Promise<string | null> {
    const globals = 'pid /var/log/nginx/nginx.pid;';
    const child = this.#room.spawn([
      ...[this.nginx.binary, '-t', '-q', ...this.#early('stderr')],
      ...['-c', '/etc/nginx/tree/nginx.conf', '-g', globals],
    ]);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
    });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code === 0 ? null : said));
    });
  }

  /** Runs nginx with the tree, at addresses of this bench alone, while `work` is done. */
  async running<T>(tree: Tree, work: () => Promise<T>): Promise<T> {
    const here = Object.entries(tree).map(([file, text]) => [
      file,
      text
        .replaceAll(/10\.0\.4\.2[23]/g, this.upstream)
        .replaceAll('resolver 127.0.0.1', `resolver ${this.upstream}`)
        .replaceAll('listen 127.0.0.1:', `listen ${this.listens}:`),
    ]);
    this.write(Object.fromEntries(here));
    const pid = path.join(this.dir, 'log/nginx.pid');
    rmSync(pid, { force: true });
    const globals = 'daemon off; master_process off; pid /var/log/nginx/nginx.pid;';
    const child = this.#room.spawn([
      ...[this.nginx.binary, ...this.#early('/var/log/nginx/error.log')],
      ...['-c', '/etc/nginx/tree/nginx.conf', '-g', globals],
    ]);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
    });
    try {
      for (let i = 0; i < 1000 && !existsSync(pid); i++) {
        if (child.exitCode !== null) throw new Error(`nginx did not start: ${said}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return await work();
    } finally {
      await end(child);
    }
  }

  /** Where complaints go before the configuration is read; the option is younger than 1.18. */
  #early(to: string): readonly string[] {
    return compareVersions(this.nginx.nginx, '1.19.5') < 0 ? [] : ['-e', to];
  }

  lint(...args: readonly string[]): Promise<Ran> {
    const tree = path.join(this.dir, 'etc/tree/nginx.conf');
    return alert40(['lint', '--nginx-version', this.nginx.nginx, ...args, tree]);
  }
}
