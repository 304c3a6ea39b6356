import { message } from '../../text/message.ts';
import { placeOf, surelyTls } from '../places.ts';
import type { Rule } from '../rule.ts';

/** Verification is switched off in so many words. */
export const verifyOff: Rule = {
  id: 'verify-off',
  severity: 'warning',
  confidence: 'high',
  cis: ['4.1.10'],
  presets: ['recommended', 'strict', 'cis'],
  *check(context) {
    for (const path of surelyTls(context)) {
      const { origin, value, undecided } = path.settings.verify;
      if (value || undecided || origin.kind !== 'directive') continue;
      const params = { target: path.target.host.written };
      yield { ...placeOf(origin.at), message: message('lint.verify-off', params) };
    }
  },
};
