import { message } from '../../text/message.ts';
import { placeOf, surelyTls } from '../places.ts';
import type { Rule } from '../rule.ts';

/** `@SECLEVEL=0` or `1` lets short keys, SHA-1 and, at 0, anonymous suites back in. */
export const securityLevelLowered: Rule = {
  id: 'security-level-lowered',
  severity: 'warning',
  confidence: 'high',
  cis: ['4.1.5'],
  presets: ['recommended', 'strict', 'cis'],
  *check(context) {
    for (const path of surelyTls(context)) {
      const { ciphers, confCommands } = path.settings;
      if (ciphers.origin.kind !== 'directive' && confCommands.length === 0) continue;
      const strings = [
        { text: ciphers.value, origin: ciphers.origin },
        ...confCommands.map((c) => ({ text: c.value[1], origin: c.origin })),
      ];
      for (const { text, origin } of strings) {
        const level = /@SECLEVEL=([01])\b/i.exec(text)?.[1];
        if (level === undefined || origin.kind !== 'directive') continue;
        yield { ...placeOf(origin.at), message: message('lint.security-level-lowered', { level }) };
      }
    }
  },
};
