import { message } from '../../text/message.ts';
import { placeOf, surelyTls } from '../places.ts';
import type { Rule } from '../rule.ts';

/** An OpenSSL option brings back renegotiation without RFC 5746. */
export const legacyRenegotiation: Rule = {
  id: 'legacy-renegotiation',
  severity: 'warning',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    for (const path of surelyTls(context)) {
      for (const { value, origin } of path.settings.confCommands) {
        const option = /\b(UnsafeLegacyServerConnect|UnsafeLegacyRenegotiation)\b/i.exec(
          value[1],
        )?.[1];
        if (value[0].toLowerCase() !== 'options' || !option || origin.kind !== 'directive')
          continue;
        if (new RegExp(`-${option}`, 'i').test(value[1])) continue;
        yield { ...placeOf(origin.at), message: message('lint.legacy-renegotiation', { option }) };
      }
    }
  },
};
