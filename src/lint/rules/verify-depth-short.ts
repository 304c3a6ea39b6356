import type { CertificateFacts } from '../../causes/named-files.ts';
import { nameOf } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import { placeOfSetting, setFor, surelyTls } from '../places.ts';
import type { Rule } from '../rule.ts';

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
      const { verify, verifyDepth, trustedCertificate } = path.settings;
      const bundle = context.files.get(trustedCertificate.value ?? '')?.certificates ?? [];
      if (!verify.value || bundle.length < 2 || bundle.length > 20) continue;
      const needed = longestChain(bundle);
      if (needed <= verifyDepth.value) continue;
      const params = {
        depth: verifyDepth.value,
        needed,
        directive: nameOf('verify_depth', path.module),
      };
      yield {
        ...placeOfSetting(verifyDepth, path),
        edits: setFor(context, path, 'verify_depth', [String(needed)]),
        message: message('lint.verify-depth-short', params),
      };
    }
  },
};

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
