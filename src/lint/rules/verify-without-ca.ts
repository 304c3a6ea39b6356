import { nameOf } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import { placeOfSetting, tlsPaths } from '../places.ts';
import type { Rule } from '../rule.ts';

/** Verification is on and no CA is named: nginx refuses to start. */
export const verifyWithoutCa: Rule = {
  id: 'verify-without-ca',
  severity: 'error',
  confidence: 'high',
  cis: ['4.1.10'],
  presets: ['recommended', 'strict', 'cis'],
  *check(context) {
    for (const path of tlsPaths(context)) {
      const { verify, trustedCertificate } = path.settings;
      if (!verify.value || trustedCertificate.value !== null) continue;
      if (trustedCertificate.undecided) continue;
      const params = { directive: nameOf('trusted_certificate', path.module) };
      yield { ...placeOfSetting(verify, path), message: message('lint.verify-without-ca', params) };
    }
  },
};
