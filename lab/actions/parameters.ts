/** Protocols, ciphers, groups and the security level. */
import type { Setting } from '../edit.ts';
import { set } from '../edit.ts';
import type { Action } from './action.ts';

const edit = (settings: readonly Setting[]): Action['how'] => ({
  kind: 'edit',
  edit: (config) => set(config, settings),
});

export const PARAMETERS: readonly Action[] = [
  {
    id: 'restrict-protocols-ciphers',
    does: 'proxy_ssl_protocols TLSv1.2 TLSv1.3 with proxy_ssl_ciphers HIGH:!aNULL:!MD5',
    weakens: null,
    how: edit([
      ['ssl_protocols', 'TLSv1.2 TLSv1.3'],
      ['ssl_ciphers', 'HIGH:!aNULL:!MD5'],
    ]),
  },
  {
    id: 'tls12-only',
    does: 'proxy_ssl_protocols TLSv1.2',
    weakens: null,
    how: edit([['ssl_protocols', 'TLSv1.2']]),
  },
  {
    id: 'tls13-only',
    does: 'proxy_ssl_protocols TLSv1.3',
    weakens: null,
    how: edit([['ssl_protocols', 'TLSv1.3']]),
  },
  {
    id: 'all-protocols',
    does: 'proxy_ssl_protocols with every version from TLSv1 on',
    weakens: 'old-protocol',
    how: edit([['ssl_protocols', 'TLSv1 TLSv1.1 TLSv1.2 TLSv1.3']]),
  },
  {
    id: 'ciphers-all',
    does: 'proxy_ssl_ciphers ALL',
    weakens: 'weak-cipher',
    how: edit([['ssl_ciphers', 'ALL:COMPLEMENTOFALL']]),
  },
  {
    id: 'seclevel-0',
    does: 'proxy_ssl_ciphers DEFAULT:@SECLEVEL=0',
    weakens: 'security-level',
    how: edit([['ssl_ciphers', 'DEFAULT:@SECLEVEL=0']]),
  },
  {
    id: 'seclevel-0-all-protocols',
    does: 'security level 0 and every protocol version',
    weakens: 'security-level',
    how: edit([
      ['ssl_protocols', 'TLSv1 TLSv1.1 TLSv1.2 TLSv1.3'],
      ['ssl_ciphers', 'ALL:@SECLEVEL=0'],
    ]),
  },
  {
    id: 'groups-classic',
    does: 'proxy_ssl_conf_command Groups X25519:P-256:P-384:P-521',
    weakens: null,
    how: edit([['ssl_conf_command', 'Groups X25519:P-256:P-384:P-521']]),
  },
  {
    id: 'legacy-server-connect',
    does: 'proxy_ssl_conf_command Options UnsafeLegacyServerConnect',
    weakens: 'legacy-renegotiation',
    how: edit([['ssl_conf_command', 'Options UnsafeLegacyServerConnect']]),
  },
];
