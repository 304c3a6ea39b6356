import { nameOf } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import { placeOf, setFor, surelyTls } from '../places.ts';
import type { Rule } from '../rule.ts';

/** A name is set, yet it is neither sent (SNI is off) nor checked (verification is off). */
export const nameNotSent: Rule = {
  id: 'name-not-sent',
  severity: 'error',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    for (const path of surelyTls(context)) {
      const { name, serverName, verify } = path.settings;
      if (name.origin.kind !== 'directive' || serverName.value || verify.value) continue;
      const params = {
        name: name.value?.written ?? '',
        directive: nameOf('server_name', path.module),
      };
      const edits = setFor(context, path, 'server_name', ['on']);
      yield { ...placeOf(name.origin.at), edits, message: message('lint.name-not-sent', params) };
    }
  },
};
