import { nameOf } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import { placeOf, surelyTls } from '../places.ts';
import type { Rule } from '../rule.ts';

/** Verification is off because nobody switched it on: nginx's default. */
export const verifyNotSet: Rule = {
  id: 'verify-not-set',
  severity: 'warning',
  confidence: 'high',
  cis: ['4.1.10'],
  presets: ['strict', 'cis'],
  *check(context) {
    for (const path of surelyTls(context)) {
      const { origin, value } = path.settings.verify;
      if (value || origin.kind === 'directive') continue;
      const params = {
        target: path.target.host.written,
        directive: nameOf('verify', path.module),
      };
      yield { ...placeOf(path.pass), message: message('lint.verify-not-set', params) };
    }
  },
};
