/** The name in the ClientHello and the name on the certificate, by nginx's rules. */
import { isIpv4 } from './address.ts';
import type { Possible, Setting, Sni, Target } from './model.ts';
import { mapValues, onlyValue } from './possible.ts';

const OFF: Sni = { sent: 'no', name: null, why: 'off' };
const EMPTY: Sni = { sent: 'no', name: null, why: 'empty' };
const IP_ADDRESS: Sni = { sent: 'no', name: null, why: 'ip-address' };

/**
 * The name as nginx uses it: everything from the first `:` on is cut (after the
 * bracket of `[v6]`), so an IPv6 address without brackets loses all but its first group.
 */
export function stripPort(name: string): string {
  const close = name.startsWith('[') ? name.indexOf(']') : -1;
  const colon = name.indexOf(':', Math.max(close, 0));
  return colon < 0 ? name : name.slice(0, colon);
}

/**
 * What the certificate is compared with: `*_ssl_name`, else the host of `*_pass`;
 * a group's name as its own block spells it.
 */
export function checkedNameOf(name: Possible | null, target: Target): Possible {
  if (name) return mapValues(name, stripPort);
  if (target.groups.length === 0) return mapValues(target.host, stripPort);
  const spelled = new Map(target.groups.map((g) => [g.name.toLowerCase(), g.name]));
  return mapValues(target.host, (h) => spelled.get(h.toLowerCase()) ?? stripPort(h));
}

/** Whether nginx puts this name into the ClientHello. */
export function isSendable(name: string): boolean {
  return name !== '' && !name.startsWith('[') && !isIpv4(name);
}

export function sniOf(
  serverName: Setting<boolean>,
  checkedName: Possible,
  target: Target,
  named: boolean,
): Sni {
  const only = onlyValue(checkedName);
  if (serverName.undecided) return { sent: 'depends', name: checkedName, why: null };
  if (!serverName.value) return OFF;
  if (only !== null) return soleSni(only, checkedName, target, named);
  const sendable = checkedName.values.filter(isSendable);
  const fromClient = checkedName.unknown.some((u) => u.why === 'client-host');
  if (checkedName.complete && sendable.length === 0) {
    return IP_ADDRESS;
  }
  const all = checkedName.complete && sendable.length === checkedName.values.length;
  const name =
    sendable.length === checkedName.values.length
      ? checkedName
      : { ...checkedName, values: sendable };
  if (!all) {
    // A client's Host is nearly always there and nearly always a name.
    return { sent: fromClient ? 'yes' : 'depends', name, why: fromClient ? 'from-client' : null };
  }
  return { sent: 'yes', name, why: doubt(sendable, target, named) };
}

function soleSni(only: string, name: Possible, target: Target, named: boolean): Sni {
  if (only === '') return EMPTY;
  if (!isSendable(only)) return IP_ADDRESS;
  return { sent: 'yes', name, why: doubt([only], target, named) };
}

/** Why a name that is sent cannot be right. */
function doubt(names: readonly string[], target: Target, named: boolean): Sni['why'] {
  if (!named && target.kind === 'unix') return 'unix-path';
  if (target.groups.length === 0) {
    return names.every((n) => n.endsWith('.')) ? 'trailing-dot' : null;
  }
  const groups = new Set(target.groups.map((g) => g.name.toLowerCase()));
  if (!named && names.every((n) => groups.has(n.toLowerCase())) && !names.every(looksPublic)) {
    return 'group-name';
  }
  return names.every((n) => n.endsWith('.')) ? 'trailing-dot' : null;
}

/** A group may carry the very name that its servers serve: then the name is right. */
function looksPublic(name: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(name);
}
