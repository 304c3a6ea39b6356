/** `harden --probe` with real upstreams: what it verifies goes through a real nginx, and nothing that worked stops working. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../lab/servers/free-port.ts';
import { alert40 } from '../cli/run.ts';
import { need } from './need.ts';
import { preamble, startNginx, tempPaths } from './nginx-process.ts';
import { folder, issued, nginx, type Peer, selfSigned } from './peers.ts';

const { dir, remove } = folder();
const running: Peer[] = [];
afterAll(async () => {
  await Promise.all(running.map((p) => p.stop()));
  remove();
});

const file = (name: string) => path.join(dir, name);
const main = file('nginx.conf');

/** An upstream with this certificate; says its port. */
async function serving(certificate: string): Promise<number> {
  const peer = await nginx(
    dir,
    `server { listen PORT ssl; ssl_certificate ${file(certificate)}.pem; ssl_certificate_key ${file(certificate)}.key; return 200; }`,
  );
  running.push(peer);
  return peer.port;
}

interface Ports extends Readonly<Record<string, number>> {
  readonly front: number;
}

/** Places by what their upstream presents. */
function configuration({ front, good, other, self, intern, closed }: Ports): string {
  return `${preamble(dir)}
http {
    ${tempPaths(dir)}
    upstream good.example.com { server 127.0.0.1:${good}; }
    upstream half.example.com { server 127.0.0.1:${good}; server 127.0.0.1:${other}; }
    upstream other.example.com { server 127.0.0.1:${other}; }
    upstream self.example.com { server 127.0.0.1:${self}; }
    upstream intern { server 127.0.0.1:${intern}; }
    upstream own { server 127.0.0.1:${self}; }
    upstream closed.example.com { server 127.0.0.1:${closed}; }
    server {
        listen 127.0.0.1:${front};
        location /good/ { proxy_pass https://good.example.com; }
        location /half/ { proxy_pass https://half.example.com; }
        location /other/ { proxy_pass https://other.example.com; }
        location /self/ { proxy_pass https://self.example.com; }
        location /intern/ {
            proxy_pass https://intern;
            proxy_ssl_name intern.internal;
        }
        location /own/ {
            proxy_pass https://own;
            proxy_ssl_name self.example.com;
            proxy_ssl_trusted_certificate ${file('self')}.pem;
        }
        location /closed/ { proxy_pass https://closed.example.com; }
    }
}
`;
}

const PLACES = ['good', 'half', 'other', 'self', 'intern', 'own', 'closed'] as const;

describe.skipIf(!need('nginx') || !need('openssl'))('harden --probe', () => {
  const ports: Record<string, number> = {};
  beforeAll(async () => {
    selfSigned(dir, 'root', ['root']);
    issued(dir, 'good', 'root', { dns: ['good.example.com', 'half.example.com'] });
    issued(dir, 'other', 'root', { dns: ['another.example.com'] });
    issued(dir, 'intern', 'root', { dns: ['intern.internal'] });
    selfSigned(dir, 'self', ['self.example.com']);
    for (const name of ['good', 'other', 'intern', 'self']) ports[name] = await serving(name);
    for (const name of ['front', 'closed']) ports[name] = await freePort();
    writeFileSync(main, configuration(ports as Ports));
  });

  /** Statuses of all places, twice each so that every peer of a group is met. */
  async function statuses(config: string): Promise<Record<string, number[]>> {
    const front = await startNginx(dir, readFileSync(config, 'utf8'), ports.front as number, {
      keep: true,
    });
    try {
      const found: Record<string, number[]> = {};
      for (const place of PLACES) {
        const url = `http://127.0.0.1:${ports.front}/${place}/`;
        found[place] = [(await fetch(url)).status, (await fetch(url)).status];
      }
      return found;
    } finally {
      await front.stop();
    }
  }

  const harden = (...more: string[]) =>
    alert40(['harden', '-c', main, '--ca', file('root.pem'), ...more]);

  it('verifies what passes, and says of the rest what the upstream answered', async () => {
    const { code, out, err } = await harden('--probe', '--timeout', '2');
    expect(code).toBe(0);
    expect(out).toContain('+    proxy_ssl_verify on;');
    const of = (target: string) =>
      err.split('\n').find((line) => line.includes(`https://${target} `)) ?? '';
    for (const target of ['good.example.com', 'intern', 'own'])
      expect(of(target)).toContain('1 handshake went through so');
    expect(of('other.example.com')).toContain('certificate lacks the checked name');
    expect(of('half.example.com')).toContain(`127.0.0.1:${ports.other}`);
    expect(of('self.example.com')).toContain('verification error 18');
    expect(of('closed.example.com')).toContain('connection refused');
    expect(err).not.toContain('alert40 probe -c');
  });

  it('breaks no place that works, where the same without --probe would', async () => {
    const before = await statuses(main);
    expect(before).toMatchObject({ good: [200, 200], other: [200, 200], closed: [502, 502] });
    copyFileSync(main, file('before.conf'));
    expect((await harden('--write', '--no-test')).code).toBe(0);
    expect((await statuses(main)).other).toEqual([502, 502]);
    copyFileSync(file('before.conf'), main);
    const { code, err } = await harden('--probe', '--write');
    expect(code, err).toBe(0);
    expect(await statuses(main)).toEqual(before);
    const { out } = await alert40(['inspect', '-c', main, '--format', 'json']);
    const { paths } = JSON.parse(out) as { paths: { checks: { verify: { value: boolean } } }[] };
    expect(paths.map(({ checks }) => checks.verify.value)).toEqual(
      PLACES.map((place) => ['good', 'intern', 'own'].includes(place)),
    );
  });

  it('wants --timeout to belong to --probe, and a CA file that is there', async () => {
    const { code, err } = await harden('--timeout', '2');
    expect(code).toBe(2);
    expect(err).toContain('--timeout is for the connections that --probe makes');
    copyFileSync(file('before.conf'), main);
    const gone = await alert40(['harden', '-c', main, '--ca', file('gone.pem'), '--probe']);
    expect(gone.err).toContain('gone.pem');
    expect(gone.code).toBe(2);
    expect(gone.out).toBe('');
  });
});
