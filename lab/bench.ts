/** One scenario set up: its folder, its upstreams, and the means to run nginx against them in any variant. */
import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ClientHello } from '../src/tls/client-hello.ts';
import type { Dns } from './dns.ts';
import { startDns } from './dns.ts';
import type { Config } from './edit.ts';
import type { Addresses } from './lane.ts';
import type { Named } from './load.ts';
import type { Outcome, Started } from './nginx.ts';
import { runNginx, startNginx } from './nginx.ts';
import { sslContent } from './pki-files.ts';
import type { Release } from './releases.ts';
import type { Room } from './room.ts';
import { openRoom } from './room.ts';
import type { Request, Upstream } from './scenario.ts';
import type { Running, ServerContext } from './servers/server.ts';
import { startUpstream } from './servers/start.ts';
import { startTee } from './tee.ts';

/** Split at the last colon. */
function split(at: string): { host: string; port: number } {
  const colon = at.lastIndexOf(':');
  return { host: at.slice(0, colon), port: Number(at.slice(colon + 1)) };
}

export class Bench {
  readonly #scenario: Named;
  readonly #addresses: Addresses;
  readonly #dir: string;
  readonly #pki: string;
  readonly #running = new Map<string, Running>();
  readonly #rooms = new Map<string, Room>();
  /** What the DNS server answers from. */
  readonly #names = new Map<string, string>();
  /** Folders that programs inside need besides. */
  readonly #brought: readonly string[];
  #dns: Dns | null = null;

  constructor(
    scenario: Named,
    addresses: Addresses,
    dir: string,
    pki: string,
    brought: readonly string[] = [],
  ) {
    this.#brought = brought;
    this.#scenario = scenario;
    this.#addresses = addresses;
    this.#dir = dir;
    this.#pki = pki;
  }

  async open(): Promise<void> {
    rmSync(this.#dir, { recursive: true, force: true });
    for (const folder of ['etc', 'log'])
      mkdirSync(path.join(this.#dir, folder), { recursive: true });
    writeFileSync(path.join(this.#dir, 'hosts'), '');
    this.fillSsl(this.#scenario.ssl ?? {});
    for (const upstream of this.#scenario.upstreams) await this.#start(upstream);
    await this.#startDns();
  }

  /** Stops the upstreams that `replacements` stand for and starts those instead. */
  async replace(replacements: readonly Upstream[]): Promise<void> {
    for (const upstream of replacements) {
      await this.#running.get(upstream.at)?.stop();
      this.#running.delete(upstream.at);
    }
    for (const upstream of replacements) await this.#start(upstream);
  }

  async close(): Promise<void> {
    this.#dns?.stop();
    for (const server of this.#running.values()) await server.stop();
    this.#running.clear();
    for (const room of this.#rooms.values()) await room.close();
    this.#rooms.clear();
    rmSync(this.#dir, { recursive: true, force: true });
  }

  /** What the upstreams wrote, for trying things by hand. */
  logs(): string {
    return [...this.#running].map(([at, server]) => `--- ${at}\n${server.log()}`).join('\n');
  }

  /** Files below `/etc/nginx/ssl/`. */
  fillSsl(files: Readonly<Record<string, string>>): void {
    const dir = path.join(this.#dir, 'etc/ssl');
    rmSync(dir, { recursive: true, force: true });
    mkdirSync(dir, { recursive: true });
    const params = '/etc/nginx/uwsgi_params';
    try {
      copyFileSync(params, path.join(this.#dir, 'etc/uwsgi_params'));
    } catch {
      writeFileSync(
        path.join(this.#dir, 'etc/uwsgi_params'),
        'uwsgi_param REQUEST_METHOD $request_method;\nuwsgi_param REQUEST_URI $request_uri;\n',
      );
    }
    const client = this.#scenario.clientCertificate ?? 'client';
    const own = {
      'lab-ca.pem': this.#scenario.ca ?? 'root.pem',
      'lab-client.pem': `${client}.chain.pem`,
      'lab-client.key': `${client}.key`,
    };
    for (const [file, what] of Object.entries({ ...own, ...files })) {
      const at = path.join(dir, file);
      mkdirSync(path.dirname(at), { recursive: true });
      writeFileSync(at, sslContent(what, this.#pki));
      chmodSync(at, this.#scenario.modes?.[file] ?? 0o644);
    }
  }

  async #start(upstream: Upstream): Promise<void> {
    const dir = path.join(this.#dir, `up-${upstream.at.replaceAll(/[^\w.]/g, '_')}`);
    mkdirSync(dir, { recursive: true });
    // Servers that give up root must still reach their own folder.
    chmodSync(dir, 0o777);
    const context: ServerContext = {
      ...this.#real(upstream.at),
      pki: this.#pki,
      dir,
      real: (at) => this.#real(at),
      translate: (text) => this.#addresses.translate(text).replaceAll('@pki/', `${this.#pki}/`),
    };
    this.#running.set(upstream.at, await startUpstream(upstream, context));
  }

  #real(at: string, tee = false): { address: string; port: number } {
    const { host, port } = split(at);
    return { address: this.#addresses.real(host, tee), port };
  }

  #nameHosts(tee: boolean): void {
    for (const [name, at] of Object.entries(this.#scenario.hosts ?? {}))
      this.#names.set(name, this.#addresses.real(at, tee));
  }

  async #startDns(): Promise<void> {
    this.#nameHosts(false);
    this.#dns = await startDns(this.#addresses.real('10.0.0.2'), this.#names);
  }

  /**
   * One variant on one release; `requests` are sent instead of the scenario's
   * own. Without a configuration it is the one that lies there.
   */
  async run(
    release: Release,
    config: Config | null,
    options: { tee?: boolean; between?: 'reload'; requests?: readonly Request[] } = {},
  ): Promise<Outcome> {
    const requests = this.#scenario.requests ?? [{}];
    return runNginx({ ...(await this.#setting(release, config)), requests, ...options });
  }

  /** One variant that goes on running. */
  async start(release: Release, config: Config): Promise<Started> {
    return startNginx(await this.#setting(release, config));
  }

  /** Where nginx of this release runs. */
  async room(release: Release): Promise<Room> {
    const known = this.#rooms.get(release.id);
    if (known) return known;
    const room = await openRoom(release, this.#dir, this.#brought);
    this.#rooms.set(release.id, room);
    return room;
  }

  async #setting(release: Release, config: Config | null) {
    const hosts = Object.entries(this.#scenario.hosts ?? {}).map(([name, at]) => `${at} ${name}`);
    return {
      release,
      config,
      room: await this.room(release),
      addresses: this.#addresses,
      dir: this.#dir,
      hosts: ['127.0.0.1 localhost', ...hosts, ''].join('\n'),
      workers: this.#scenario.workers === true,
    };
  }

  /** The base configuration once more, with recorders in front of the upstreams. */
  async capture(release: Release, config: Config): Promise<ClientHello[]> {
    const hellos: ClientHello[] = [];
    const tees: Running[] = [];
    try {
      for (const upstream of this.#scenario.upstreams) {
        // Where nothing listens there is nothing to record, and a recorder would accept.
        if (upstream.kind === 'raw' && upstream.does === 'refuse') continue;
        const [front, behind] = [this.#real(upstream.at, true), this.#real(upstream.at)];
        tees.push(await startTee(front, behind, (h) => hellos.push(h)));
      }
      this.#nameHosts(true);
      await this.run(release, config, { tee: true });
    } finally {
      this.#nameHosts(false);
      for (const tee of tees) await tee.stop();
    }
    return hellos;
  }
}
