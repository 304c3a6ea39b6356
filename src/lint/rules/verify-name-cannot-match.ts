import { nameOf } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import type { UpstreamTls } from '../../upstream/model.ts';
import { onlyValue } from '../../upstream/possible.ts';
import { placeOf, surelyTls } from '../places.ts';
import type { Rule } from '../rule.ts';

/** Verification is on, and the name that nginx compares can stand in no certificate. */
export const verifyNameCannotMatch: Rule = {
  id: 'verify-name-cannot-match',
  severity: 'error',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    for (const path of surelyTls(context)) {
      if (!path.settings.verify.value) continue;
      const why = hopeless(path);
      if (!why) continue;
      const { origin } = path.settings.name;
      const place = placeOf(origin.kind === 'directive' ? origin.at : path.pass);
      const params = { name: path.checkedName.written, directive: nameOf('name', path.module) };
      yield { ...place, message: message(`lint.verify-name-cannot-match.${why}`, params) };
    }
  },
};

/** nginx compares dNSNames only: an address never matches, and neither does a trailing dot. */
function hopeless(
  path: UpstreamTls,
): 'ip-address' | 'group-name' | 'trailing-dot' | 'empty' | null {
  const name = onlyValue(path.checkedName);
  if (name === null) return null;
  if (name === '') return 'empty';
  if (/^\d+\.\d+\.\d+\.\d+$|:/.test(name) && !name.startsWith('unix:')) return 'ip-address';
  if (name.endsWith('.')) return 'trailing-dot';
  const isGroup = path.target.groups.some((group) => group.name === name);
  return isGroup && !name.includes('.') ? 'group-name' : null;
}
