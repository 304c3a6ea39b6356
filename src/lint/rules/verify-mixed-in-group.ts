import { message } from '../../text/message.ts';
import type { UpstreamTls } from '../../upstream/model.ts';
import { placeOfSetting, surelyTls } from '../places.ts';
import type { Rule } from '../rule.ts';

/**
 * One location verifies a group and another does not. They share sessions and
 * kept-alive connections, so what one never verified, the other may use.
 */
export const verifyMixedInGroup: Rule = {
  id: 'verify-mixed-in-group',
  severity: 'warning',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    for (const [group, paths] of byGroup(surelyTls(context))) {
      const strict = paths.find((path) => path.settings.verify.value);
      if (!strict) continue;
      for (const path of paths) {
        if (path.settings.verify.value || path.settings.verify.undecided) continue;
        const related = [
          {
            ...placeOfSetting(strict.settings.verify, strict),
            message: message('lint.verified-here'),
          },
        ];
        const place = placeOfSetting(path.settings.verify, path);
        yield { ...place, related, message: message('lint.verify-mixed-in-group', { group }) };
      }
    }
  },
};

function byGroup(paths: readonly UpstreamTls[]): ReadonlyMap<string, readonly UpstreamTls[]> {
  const map = new Map<string, UpstreamTls[]>();
  for (const path of paths) {
    for (const { name } of path.target.groups) {
      const known = map.get(name);
      if (known) known.push(path);
      else map.set(name, [path]);
    }
  }
  return map;
}
