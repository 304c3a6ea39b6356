/** `alert40 harden --probe`: hardens, asks every upstream as nginx would then, and leaves alone what would fail. */
import path from 'node:path';
import { type Hardening, harden } from '../harden/harden.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { mentions, readNamedFiles } from '../node/certificates.ts';
import { disk } from '../node/disk.ts';
import { isProven, type Proof, provePath } from '../node/handshake/prove.ts';
import type { Versions } from '../tls/versions.ts';
import { worldOf } from './probing.ts';

export interface Proven {
  readonly hardening: Hardening;
  /** What was answered, by the place's number among those that speak TLS. */
  readonly proofs: ReadonlyMap<number, Proof>;
}

/** A place that fails may keep others from gaining, and what it shares with them changes, so this goes on until nothing new is to be asked. */
export async function hardenProven(
  config: ConfigSet,
  versions: Versions,
  ca: string,
  timeout: string | undefined,
): Promise<Proven> {
  const proofs = new Map<number, Proof>();
  for (;;) {
    const failed = new Set([...proofs].filter(([, proof]) => !isProven(proof)).map(([i]) => i));
    const hardening = harden(config, versions, ca, disk, { failed });
    const { set, all, paths } = hardening.after;
    const files = readNamedFiles(mentions(all), path.dirname(path.resolve(config.main)));
    const now = new Date().toISOString();
    const world = worldOf(
      { config: set, paths: all, versions, files, statedName: null, now },
      timeout,
    );
    const open = hardening.outcomes.flatMap(({ kept }, i) =>
      kept === null && !proofs.has(i) ? [i] : [],
    );
    for (const i of open) {
      const place = paths[i];
      if (place !== undefined) proofs.set(i, await provePath(place, world));
    }
    if (open.length === 0) return { hardening, proofs };
  }
}
