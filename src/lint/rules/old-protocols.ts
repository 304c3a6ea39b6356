import { nameOf } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import type { UpstreamTls } from '../../upstream/model.ts';
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
      const { origin, value, undecided } = path.settings.protocols;
      if (origin.kind !== 'directive' || undecided) continue;
      const old = value.filter((version) => OLD.includes(version));
      if (old.length === 0) continue;
      const params = { protocols: old.join(' '), directive: nameOf('protocols', path.module) };
      const kept = withoutOld(path);
      // Elsewhere the same line may be one of several, and the default of the version.
      const isDue = (other: UpstreamTls) => other.tls === 'yes' && isSame(withoutOld(other), kept);
      const repair = kept.length > 0 ? setFor(context, path, 'protocols', kept, isDue) : {};
      yield { ...placeOf(origin.at), ...repair, message: message('lint.old-protocols', params) };
    }
  },
};

function withoutOld({ settings }: UpstreamTls): readonly string[] {
  return settings.protocols.value.filter((version) => !OLD.includes(version));
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word) => b.includes(word));
}
