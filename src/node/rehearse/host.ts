/** Whether the upstream wants another Host header than it gets, now that the handshake is done. */
import { isHostName } from '../../causes/path-facts.ts';
import type { Possible, UpstreamTls } from '../../upstream/model.ts';
import type { TrialResult } from './run.ts';

/**
 * The name worth a try as the Host header: the one that is now sent as SNI, where the
 * header still is the name of a group, or the very name that the handshake was refused
 * for and the answer is an error. Any other header was chosen, and is left alone.
 */
export function hostToTry(
  before: UpstreamTls,
  repaired: UpstreamTls,
  answer: TrialResult,
): string | null {
  const header = repaired.hostHeader;
  const name = repaired.sni.sent === 'yes' ? constant(repaired.sni.name) : null;
  if (header === null || name === null || !isHostName(name)) return null;
  const sent = constant(header);
  if (sent === name) return null;
  if (repaired.target.groups.some((group) => group.name === sent)) return name;
  const refused = before.sni.sent === 'no' ? null : before.sni.name;
  return refused !== null && same(refused, header) && isError(answer) ? name : null;
}

/** The other Host header brings an answer, and this one something else. */
export function prefers(withName: TrialResult, without: TrialResult): boolean {
  return !isError(withName) && (isError(without) || kindOf(withName) !== kindOf(without));
}

/** Lengths and dates change from request to request; what kind of answer it is does not. */
function kindOf({ status, answer }: TrialResult): string {
  return JSON.stringify([status, answer?.type ?? null, answer?.location ?? null, answer?.empty]);
}

export function isError({ status }: TrialResult): boolean {
  return status === null || status >= 400;
}

function constant(possible: Possible | null): string | null {
  const [only] = possible?.values ?? [];
  const one = possible?.complete === true && possible.values.length === 1;
  return one && only !== undefined ? only.toLowerCase().replace(/:\d+$/, '') : null;
}

function same(a: Possible, b: Possible): boolean {
  const clients = (p: Possible) => p.unknown.some((u) => u.why === 'client-host');
  const one = constant(a);
  return (
    a.written === b.written || (one !== null && one === constant(b)) || (clients(a) && clients(b))
  );
}
