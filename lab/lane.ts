/**
 * Addresses. Every run takes one `127.R.*.*` for itself, so that runs at the
 * same time do not meet; every scenario has `127.R.S.*` of it. Written
 * addresses (`10.a.b.c`) are translated there and back.
 */
import net from 'node:net';

/** What clients appear as in recorded lines. */
const CLIENT = '10.0.1.55';
const ALL = '0.0.0.0';

/** Addresses of one length, since recorded byte counts contain those of a PROXY header. */
const THREE_DIGITS = 100;

export interface Lane {
  readonly prefix: string;
  free(): void;
}

/** Takes a free `127.R`, by holding a port on it. */
export async function takeLane(): Promise<Lane> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const r = THREE_DIGITS + Math.floor(Math.random() * 140);
    const lock = await hold(`127.${r}.0.1`);
    if (lock) return { prefix: `127.${r}`, free: () => lock.close() };
  }
  throw new Error('no free loopback range: other runs of the lab hold them all');
}

function hold(address: string): Promise<net.Server | null> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.unref();
    server.once('error', () => resolve(null));
    server.listen(1040, address, () => resolve(server));
  });
}

const WRITTEN = /\b10\.\d{1,3}\.\d{1,3}\.\d{1,3}\b/g;

/** The addresses of one scenario. */
export class Addresses {
  readonly #prefix: string;
  readonly #byWritten = new Map<string, number>();

  constructor(lane: Lane, slot: number) {
    this.#prefix = `${lane.prefix}.${THREE_DIGITS + slot}`;
  }

  /** Where nginx listens. */
  get listen(): string {
    return `${this.#prefix}.254`;
  }

  /** Where requests come from. */
  get client(): string {
    return `${this.#prefix}.253`;
  }

  /** The loopback address that stands for a written one. */
  real(written: string, tee = false): string {
    let k = this.#byWritten.get(written);
    if (k === undefined) {
      k = this.#byWritten.size + 1;
      this.#byWritten.set(written, k);
    }
    return `${this.#prefix}.${tee ? k + 100 : k}`;
  }

  /** `text` with real addresses; with `tee`, those of the recorders in front of the upstreams. */
  translate(text: string, tee = false): string {
    return text.replace(WRITTEN, (written) => this.real(written, tee && written !== '10.0.0.2'));
  }

  /** A file of nginx's configuration: `listen 80` gets the address of this scenario as well. */
  translateConfig(text: string, tee = false): string {
    return this.translate(text, tee).replace(/(\blisten\s+)(\d+)\b/g, `$1${this.listen}:$2`);
  }

  /** Recorded text with the written addresses. */
  shown(text: string): string {
    const escaped = this.#prefix.replaceAll('.', '\\.');
    return text.replace(new RegExp(`\\b${escaped}\\.(\\d+)\\b`, 'g'), (real, last: string) => {
      const n = Number(last);
      if (n === 254) return ALL;
      if (n === 253) return CLIENT;
      for (const [written, k] of this.#byWritten) if (k === n || k + 100 === n) return written;
      return real;
    });
  }
}
