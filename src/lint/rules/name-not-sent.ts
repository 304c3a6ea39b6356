import { nameOf } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import type { Setting, UpstreamTls } from '../../upstream/model.ts';
import { placeOf, sendsWhenOn, setFor, surelyTls } from '../places.ts';
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
      const { name } = path.settings;
      if (name.origin.kind !== 'directive' || !isIdle(path)) continue;
      const params = {
        name: name.value?.written ?? '',
        directive: nameOf('server_name', path.module),
      };
      const repair = setFor(context, path, 'server_name', ['on'], sendsWhenOn);
      yield {
        ...placeOf(name.origin.at),
        ...repair,
        message: message('lint.name-not-sent', params),
      };
    }
  },
};

function isIdle({ settings }: UpstreamTls): boolean {
  const { serverName, verify } = settings;
  const isOff = (one: Setting<boolean>) => !one.value && !one.undecided;
  return isOff(serverName) && isOff(verify);
}
