/**
 * Ports for servers that are programs of their own and have to be told one.
 * What the kernel gives to outgoing connections and to who asks for any port
 * lies above these (from 32768 on Linux, from 49152 elsewhere), so that nothing
 * takes one between here and the server's start; and processes that run at the
 * same time begin far apart.
 */
import net from 'node:net';

const FIRST = 15_000;
const COUNT = 17_000;
/** Shares no factor with the count; neighbouring process ids begin this far apart. */
const APART = 1009;

let next = (process.pid * APART) % COUNT;

/** A port of loopback that nothing listens on; no two calls give the same soon. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < COUNT; tried++) {
    const port = FIRST + next;
    next = (next + 1) % COUNT;
    if (await isFree(port)) return port;
  }
  throw new Error(`no port is free between ${FIRST} and ${FIRST + COUNT}`);
}

/** As many, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await freePort());
  return ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
