import { nameOf } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import { placeOf, surelyTls } from '../places.ts';
import type { Rule } from '../rule.ts';

/** The name sent and checked is whatever the client wrote into its Host header. */
export const sniFromClient: Rule = {
  id: 'sni-from-client',
  severity: 'warning',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    for (const path of surelyTls(context)) {
      const name = path.settings.name;
      if (name.origin.kind !== 'directive') continue;
      const variable = name.value?.unknown.find(
        (u) => u.why === 'client-host' || u.why === 'client-request',
      );
      if (!variable || (!path.settings.serverName.value && !path.settings.verify.value)) continue;
      const params = { variable: variable.variable, directive: nameOf('name', path.module) };
      yield { ...placeOf(name.origin.at), message: message('lint.sni-from-client', params) };
    }
  },
};
