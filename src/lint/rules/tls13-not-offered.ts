import { nameOf } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import { placeOfSetting, surelyTls } from '../places.ts';
import type { Rule } from '../rule.ts';

/** TLS 1.3 is left out: by a list that was written before it, or by the default of nginx up to 1.23.3. */
export const tls13NotOffered: Rule = {
  id: 'tls13-not-offered',
  severity: 'note',
  confidence: 'high',
  cis: [],
  presets: ['strict'],
  *check(context) {
    for (const path of surelyTls(context)) {
      const { protocols } = path.settings;
      if (protocols.undecided || protocols.value.includes('TLSv1.3')) continue;
      const params = {
        directive: nameOf('protocols', path.module),
        nginx: context.versions.nginx,
      };
      const id =
        protocols.origin.kind === 'directive' ? 'lint.tls13-not-offered' : 'lint.tls13-not-default';
      yield { ...placeOfSetting(protocols, path), message: message(id, params) };
    }
  },
};
