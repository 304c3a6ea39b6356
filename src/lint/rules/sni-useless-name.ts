import { nameOf } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
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
      const bare = named.value === null ? null : onlyValue(named.value)?.replace(/\.+$/, '');
      const edits = why === 'trailing-dot' && bare ? setFor(context, path, 'name', [bare]) : [];
      yield { ...place, edits, message: message(`lint.sni-useless-name.${why}`, params) };
    }
  },
};
