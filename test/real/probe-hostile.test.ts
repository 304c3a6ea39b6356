/** `alert40 probe` against peers that do their worst: a clear line in the table, in time, and no crash. */
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../lab/servers/free-port.ts';
import { alert40 } from '../cli/run.ts';
import { need } from './need.ts';
import { folder, issued, type Peer, raw, selfSigned, sServer } from './peers.ts';

const peers: Peer[] = [];
// The first run loads the program, which is not what the time below is for.
beforeAll(async () => {
  await alert40(['probe', '--target', `127.0.0.1:${await freePort()}`]);
});
afterAll(async () => {
  await Promise.all(peers.map((p) => p.stop()));
});

/** Connections of `probe` to one target, each within the second that it is given. */
async function table(target: string, timeout = '1') {
  const started = Date.now();
  const ran = await alert40(['probe', '--target', target, '--timeout', timeout], { columns: 80 });
  const made = Number(/Connections made: (\d+)/.exec(ran.out)?.[1] ?? 0);
  expect(Date.now() - started).toBeLessThan(1_500 + 1_300 * Math.max(1, made));
  expect([0, 1], ran.err).toContain(ran.code);
  expect(ran.out + ran.err).not.toMatch(/\n\s+at |undefined|\[object|defect/);
  for (const line of ran.out.split('\n'))
    if (!line.includes('$ ')) expect(line.length, line).toBeLessThanOrEqual(80);
  return ran;
}

async function peer(does: Parameters<typeof raw>[0]): Promise<string> {
  const one = await raw(does);
  peers.push(one);
  return `127.0.0.1:${one.port}`;
}

const SERVER_HELLO = `160303003a020000360303${'a7'.repeat(32)}00c02f00000eff01000100000b000403000102`;

describe('probe, against the worst', () => {
  it('a name that does not resolve', async () => {
    const { out, err, code } = await table('nowhere.invalid:443');
    expect(out + err).toContain('nowhere.invalid');
    expect(code).toBe(1);
  });

  it('a port that refuses', async () => {
    const { out } = await table(`127.0.0.1:${await freePort()}`);
    expect(out).toMatch(/refused/);
  });

  it.runIf(need('python3'))('a port whose packets are dropped: its queue is full', async () => {
    const port = await freePort();
    const script = `import socket,sys,time
s=socket.socket(); s.bind(('127.0.0.1',${port})); s.listen(0)
c=[socket.socket() for _ in range(4)]
for x in c:
  x.setblocking(False)
  try: x.connect(('127.0.0.1',${port}))
  except BlockingIOError: pass
print('full',flush=True); time.sleep(60)`;
    const child = spawn('python3', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await new Promise((resolve) => child.stdout.once('data', resolve));
      const { out } = await table(`127.0.0.1:${port}`);
      expect(out).toMatch(/no connection in time/);
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('one byte a second', async () => {
    const bytes = Buffer.from(SERVER_HELLO, 'hex');
    const target = await peer((socket) => {
      let sent = 0;
      const timer = setInterval(() => {
        if (sent < bytes.length && !socket.destroyed) socket.write(bytes.subarray(sent, ++sent));
        else clearInterval(timer);
      }, 300);
      socket.once('close', () => clearInterval(timer));
    });
    const { out } = await table(target);
    expect(out).toMatch(/no answer in time|timed? ?out/i);
  });

  it('garbage that changes every time', async () => {
    const target = await peer((socket) =>
      socket.once('data', () => socket.end(randomBytes(40_000))),
    );
    const { out } = await table(target);
    expect(out).toMatch(/what nginx sends/);
    expect(out).not.toMatch(/what nginx sends[^\n]*connected/);
  });

  it('a chain without an end', async () => {
    // The header of a Certificate message that announces as much as OpenSSL takes, and no end of records.
    const start = Buffer.from(
      `${SERVER_HELLO}1603034000${'0b018000017ffd'.padEnd(0x4000 * 2, '0')}`,
      'hex',
    );
    const record = Buffer.concat([Buffer.from('1603034000', 'hex'), Buffer.alloc(0x4000)]);
    const target = await peer((socket) => {
      socket.once('data', () => {
        socket.write(start);
        const more = () => {
          while (!socket.destroyed && socket.write(record));
        };
        socket.on('drain', more);
        more();
      });
    });
    const { out } = await table(target);
    expect(out).toMatch(/what nginx sends/);
    expect(out).not.toMatch(/what nginx sends[^\n]*connected/);
  });

  it.runIf(need('openssl'))('a certificate of 10 MB', async () => {
    const { dir, remove } = folder();
    try {
      writeFileSync(
        path.join(dir, 'big.cnf'),
        `[req]\ndistinguished_name=dn\nx509_extensions=e\nprompt=no\n[dn]\nCN=api.example.com\n[e]\n1.2.3.4=DER:${'41'.repeat(10_000_000)}\n`,
      );
      execFileSync(
        'openssl',
        ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'big.key'].concat([
          '-out',
          'big.pem',
          '-config',
          'big.cnf',
          '-days',
          '9',
        ]),
        { cwd: dir, stdio: 'ignore' },
      );
      const server = await sServer(dir, ['-cert', 'big.pem', '-key', 'big.key']);
      peers.push(server);
      const { out } = await table(`127.0.0.1:${server.port}`, '3');
      expect(out).toMatch(/excessive message size/);
    } finally {
      remove();
    }
  });

  it.runIf(need('openssl'))('a CA of our own that has expired', async () => {
    const { dir, remove } = folder();
    try {
      selfSigned(dir, 'root', ['root']);
      issued(dir, 'old', 'root', { ca: true, days: '-1' });
      issued(dir, 'leaf', 'old', { dns: ['api.example.com'] });
      execFileSync('sh', ['-c', 'cat old.pem root.pem > ca.pem'], { cwd: dir });
      const server = await sServer(dir, ['-cert', 'leaf.pem', '-key', 'leaf.key']);
      peers.push(server);
      const config = path.join(dir, 'nginx.conf');
      writeFileSync(
        config,
        `events {}\nhttp { server { location / { proxy_pass https://127.0.0.1:${server.port};
  proxy_ssl_verify on; proxy_ssl_verify_depth 3; proxy_ssl_trusted_certificate ${dir}/ca.pem;
  proxy_ssl_name api.example.com; proxy_ssl_server_name on; } } }\n`,
      );
      const { out, code } = await alert40(['probe', '-c', config, '--timeout', '2'], {
        columns: 80,
      });
      expect(code).toBe(1);
      expect(out).toMatch(/certificate has expired/);
      expect(out).toContain('cert-expired');
    } finally {
      remove();
    }
  });
});
