import { nameOf } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import type { UpstreamTls } from '../../upstream/model.ts';
import { placeOfSetting, sendsWhenOn, setFor, surelyTls } from '../places.ts';
import type { Rule } from '../rule.ts';

/** nginx's default: no server name in the ClientHello, whatever the host of `*_pass` is. */
export const sniOff: Rule = {
  id: 'sni-off',
  severity: 'warning',
  confidence: 'medium',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    for (const path of surelyTls(context)) {
      if (path.sni.why !== 'off') continue;
      const place = placeOfSetting(path.settings.serverName, path);
      const target = path.target.host.written;
      const directive = nameOf('server_name', path.module);
      const name = nameOf('name', path.module);
      // An address or a group's name is no name to send; which one is right, only a person knows.
      const repair = sendsWhenOn(path)
        ? setFor(context, path, 'server_name', ['on'], sendsWhenOn)
        : decidedLater(path)
          ? { notFixable: message('lint.sni-off.decided-later', { target, name }) }
          : {};
      yield { ...place, ...repair, message: message('lint.sni-off', { target, directive }) };
    }
  },
};

/** A template or a variable puts the host there: a name, which can be sent, or an address, which cannot. */
function decidedLater({ target }: UpstreamTls): boolean {
  return target.kind === 'variable' || !target.host.complete;
}
