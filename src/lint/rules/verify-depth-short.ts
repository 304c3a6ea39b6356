import type { CertificateFacts } from '../../causes/named-files.ts';
import { nameOf } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import type { UpstreamTls } from '../../upstream/model.ts';
import { placeOfSetting, setFor, surelyTls } from '../places.ts';
import type { LintContext, Rule } from '../rule.ts';

/**
 * The trusted file itself shows a chain with more intermediates than the depth
 * allows: depth N admits N intermediates between leaf and root.
 */
export const verifyDepthShort: Rule = {
  id: 'verify-depth-short',
  severity: 'warning',
  confidence: 'medium',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    for (const path of surelyTls(context)) {
      const { verifyDepth } = path.settings;
      const needed = neededBy(path, context);
      if (verifyDepth.undecided || needed <= verifyDepth.value) continue;
      const isDue = (other: UpstreamTls) => neededBy(other, context) === needed;
      const params = {
        depth: verifyDepth.value,
        needed,
        directive: nameOf('verify_depth', path.module),
      };
      yield {
        ...placeOfSetting(verifyDepth, path),
        ...setFor(context, path, 'verify_depth', [String(needed)], isDue),
        message: message('lint.verify-depth-short', params),
      };
    }
  },
};

/** Depth that the trusted file of a place shows to be needed; 0 where it shows nothing. */
function neededBy({ settings, tls }: UpstreamTls, { files }: LintContext): number {
  const bundle = files.get(settings.trustedCertificate.value ?? '')?.certificates ?? [];
  const tells = tls === 'yes' && settings.verify.value && bundle.length >= 2 && bundle.length <= 20;
  return tells ? longestChain(bundle) : 0;
}

/** Intermediates on the longest path from a CA of the bundle up to a self-signed root in it. */
function longestChain(bundle: readonly CertificateFacts[]): number {
  const bySubject = new Map(bundle.map((certificate) => [certificate.subject, certificate]));
  let longest = 0;
  for (const start of bundle) {
    let steps = 0;
    let at: CertificateFacts | undefined = start;
    while (at && !at.selfSigned && steps <= bundle.length) {
      steps++;
      at = bySubject.get(at.issuer);
    }
    if (at?.selfSigned) longest = Math.max(longest, steps);
  }
  return longest;
}
