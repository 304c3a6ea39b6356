import { nameOf } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import type { UpstreamTls } from '../../upstream/model.ts';
import { onlyValue } from '../../upstream/possible.ts';
import { placeOf, setFor, surelyTls } from '../places.ts';
import type { Rule } from '../rule.ts';

/** SNI is switched on, but what it would carry is an address, a group's name or a name with a trailing dot. */
export const sniUselessName: Rule = {
  id: 'sni-useless-name',
  severity: 'error',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    for (const path of surelyTls(context)) {
      const { why } = path.sni;
      if (!path.settings.serverName.value) continue;
      if (why === null || why === 'off' || why === 'from-client') continue;
      const named = path.settings.name;
      const place = placeOf(named.origin.kind === 'directive' ? named.origin.at : path.pass);
      const params = { name: path.checkedName.written, directive: nameOf('name', path.module) };
      const bare = bareName(path);
      const isDue = (other: UpstreamTls) => other.tls === 'yes' && bareName(other) === bare;
      const repair = bare !== null ? setFor(context, path, 'name', [bare], isDue) : {};
      yield { ...place, ...repair, message: message(`lint.sni-useless-name.${why}`, params) };
    }
  },
};

/** The name that is set, without the dot that makes it useless. */
function bareName({ sni, settings }: UpstreamTls): string | null {
  if (sni.why !== 'trailing-dot' || settings.name.value === null) return null;
  return onlyValue(settings.name.value)?.replace(/\.+$/, '') || null;
}
