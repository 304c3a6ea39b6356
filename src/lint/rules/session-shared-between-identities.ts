import { message } from '../../text/message.ts';
import type { UpstreamTls } from '../../upstream/model.ts';
import { placeOf, surelyTls } from '../places.ts';
import type { Rule } from '../rule.ts';

/**
 * Locations with different TLS identities (name, client certificate) on one
 * group share its sessions: one of them resumes the other's session, and is
 * refused by the upstream or let in as somebody else.
 */
export const sessionSharedBetweenIdentities: Rule = {
  id: 'session-shared-between-identities',
  severity: 'warning',
  confidence: 'medium',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    const first = new Map<string, UpstreamTls>();
    for (const path of surelyTls(context)) {
      if (!path.settings.sessionReuse.value || path.settings.sessionReuse.undecided) continue;
      for (const group of path.target.groups) {
        const other = first.get(group.name);
        if (!other) first.set(group.name, path);
        else if (identity(other) !== identity(path)) {
          const related = [
            { ...placeOf(other.pass), message: message('lint.shares-session-with') },
          ];
          const params = { group: group.name };
          yield {
            ...placeOf(path.pass),
            related,
            message: message('lint.session-shared-between-identities', params),
          };
        }
      }
    }
  },
};

/** What the upstream takes a location for. */
export function identity({ settings, sni, checkedName, module }: UpstreamTls): string {
  const name = settings.serverName.value ? sni.name?.written : '';
  return [
    module === 'stream',
    name,
    settings.verify.value && checkedName.written,
    settings.certificate.value?.written,
  ].join('\0');
}
