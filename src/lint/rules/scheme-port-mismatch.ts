import { message } from '../../text/message.ts';
import { conventionalPort, placeOf } from '../places.ts';
import type { Rule } from '../rule.ts';

/** `http://…:443` or `https://…:80`: the scheme says one thing, the port another. */
export const schemePortMismatch: Rule = {
  id: 'scheme-port-mismatch',
  severity: 'warning',
  confidence: 'medium',
  cis: ['4.1.9'],
  presets: ['recommended', 'strict', 'cis'],
  *check(context) {
    for (const path of context.paths) {
      if (path.module === 'stream' || path.tls === 'depends') continue;
      const port = conventionalPort(path);
      const wrong = path.tls === 'yes' ? port === 'plain' : port === 'tls';
      if (!wrong) continue;
      const params = { written: path.target.pass.written };
      yield {
        ...placeOf(path.pass),
        message: message(`lint.scheme-port-mismatch.${path.tls}`, params),
      };
    }
  },
};
