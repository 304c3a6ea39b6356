/** Whether nginx would get through to every peer of a place, verification and all: one handshake a peer. */
import { isGood } from '../../causes/expected-answers.ts';
import type { Observation } from '../../causes/observation.ts';
import { reproduce } from '../../probe/question.ts';
import type { Message } from '../../text/message.ts';
import type { UpstreamTls } from '../../upstream/model.ts';
import { addressesOf } from './addresses.ts';
import { probeUpstream } from './probe.ts';
import { addressNotes, clientName, lookupOf, verificationOf, type World } from './probe-path.ts';

export interface Proof {
  /** Connections made. */
  readonly handshakes: number;
  /** The first answer that nginx would not go on with; null when there is none. */
  readonly failing: Observation | null;
  /** Why this proves nothing: a name that does not resolve, a file that cannot be read. */
  readonly doubts: readonly Message[];
}

export function isProven({ handshakes, failing, doubts }: Proof): boolean {
  return handshakes > 0 && failing === null && doubts.length === 0;
}

export async function provePath(path: UpstreamTls, world: World): Promise<Proof> {
  const base = reproduce(path, { clientHost: clientName(path), securityLevel: 2 });
  const resolved = await addressesOf(path, null, lookupOf(world));
  const { asked, handshakes, notes } = await probeUpstream({
    path,
    base,
    addresses: resolved.addresses,
    verification: verificationOf(path),
    read: world.read,
    limits: world.limits,
    openssl: world.versions.openssl,
    names: [],
    // Nothing is diagnosed here, so nothing further is asked.
    caseWith: () => null,
  });
  const failing = asked.map((a) => a.observation).find((o) => !isGood(o)) ?? null;
  // Another OpenSSL than nginx's answers the same questions; the rest leaves something unasked.
  const doubts = [...addressNotes(path, resolved), ...notes].filter(
    ({ id }) => id !== 'probe.other-openssl' && id !== 'probe.resolver',
  );
  return { handshakes, failing, doubts };
}
