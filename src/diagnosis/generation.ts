/** Which OpenSSL wrote the errors of a log. */
import type { Incident } from '../log/incident.ts';
import { generationsOf } from '../tls/openssl-errors.ts';

/** The OpenSSL generation that writes such errors, for example `1.1.1`; null when none tells. */
export function loggedGeneration(incidents: readonly Incident[]): string | null {
  for (const { signature } of incidents) {
    if (signature.openssl === null) continue;
    const generations = generationsOf(signature.openssl);
    const [generation] = generations;
    if (generation === undefined) continue;
    // 3.0 and 3.5 differ in little; the older one is what most hosts run.
    if (generations.length === 1 || generation === '3.0') return generation;
  }
  return null;
}
