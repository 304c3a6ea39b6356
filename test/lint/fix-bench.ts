/** Where generated trees are written, checked by nginx and repaired by the command. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ensurePki } from '../../lab/pki.ts';
import { sslContent } from '../../lab/pki-files.ts';
import { type Release, releases } from '../../lab/releases.ts';
import { openRoom, type Room } from '../../lab/room.ts';
import { alert40, type Ran } from '../cli/run.ts';
import type { Tree } from './generated-trees.ts';

const SSL = {
  'ca.pem': 'root.pem',
  'deep.pem': 'int1.pem+root.pem',
  'ca.crl': 'root.crl',
  'client.pem': 'client.pem',
  'client.key': 'client.key',
};
const HOSTS = '127.0.0.1 localhost\n10.0.4.22 api.example.com api.example.com.\n';

export class FixBench {
  readonly dir: string;
  readonly nginx: Release;
  readonly #room: Room;

  private constructor(dir: string, nginx: Release, room: Room) {
    this.dir = dir;
    this.nginx = nginx;
    this.#room = room;
  }

  static async open(): Promise<FixBench> {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-fix-'));
    for (const folder of ['etc/ssl', 'log']) mkdirSync(path.join(dir, folder), { recursive: true });
    writeFileSync(path.join(dir, 'hosts'), HOSTS);
    const pki = await ensurePki();
    for (const [file, what] of Object.entries(SSL))
      writeFileSync(path.join(dir, 'etc/ssl', file), sslContent(what, pki), { mode: 0o600 });
    const nginx = releases().find((release) => release.root === '') as Release;
    return new FixBench(dir, nginx, await openRoom(nginx, dir));
  }

  async close(): Promise<void> {
    await this.#room.close();
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
      ...[this.nginx.binary, '-t', '-q', '-e', 'stderr', '-c', '/etc/nginx/tree/nginx.conf'],
      ...['-g', globals],
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

  lint(...args: readonly string[]): Promise<Ran> {
    const tree = path.join(this.dir, 'etc/tree/nginx.conf');
    return alert40(['lint', '--nginx-version', this.nginx.nginx, ...args, tree]);
  }
}
