/** What every kind of upstream has in common. */
import type { Upstream } from '../scenario.ts';

export interface Running {
  /** What the server itself wrote, for trying things by hand. */
  log(): string;
  stop(): Promise<void>;
}

export interface ServerContext {
  /** Where to listen: a loopback address of this run. */
  readonly address: string;
  readonly port: number;
  /** Folder of the PKI. */
  readonly pki: string;
  /** An empty folder of this server's own. */
  readonly dir: string;
  /** Real address and port of another upstream of the scenario, `10.0.4.23:443`. */
  real(at: string): { address: string; port: number };
  /** Written addresses and `@pki/` become real ones. */
  translate(text: string): string;
}

export type Start<K extends Upstream['kind']> = (
  upstream: Extract<Upstream, { kind: K }>,
  context: ServerContext,
) => Promise<Running>;

/** The body that proves that a request came through. */
export const PROOF = 'upstream ok';
