import { nameOf } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import { placeOf, setFor, surelyTls } from '../places.ts';
import type { Rule } from '../rule.ts';

const OLD = ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1'];

/** Protocols that RFC 8996 retired are asked for by name. */
export const oldProtocols: Rule = {
  id: 'old-protocols',
  severity: 'warning',
  confidence: 'high',
  cis: ['4.1.4'],
  presets: ['recommended', 'strict', 'cis'],
  *check(context) {
    for (const path of surelyTls(context)) {
      const { origin, value } = path.settings.protocols;
      const old = value.filter((version) => OLD.includes(version));
      if (origin.kind !== 'directive' || old.length === 0) continue;
      const params = { protocols: old.join(' '), directive: nameOf('protocols', path.module) };
      const kept = value.filter((version) => !OLD.includes(version));
      const edits = kept.length > 0 ? setFor(context, path, 'protocols', kept) : [];
      yield { ...placeOf(origin.at), edits, message: message('lint.old-protocols', params) };
    }
  },
};
