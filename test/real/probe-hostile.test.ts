/** `alert40 probe` against peers that do their worst: a clear line in the table, in time, and no crash. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { alert40 } from '../cli/run.ts';
import { need } from './need.ts';
import { freePort, type Peer, raw } from './peers.ts';

const peers: Peer[] = [];
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
});
