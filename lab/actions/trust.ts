/** Verification, CA files and client certificates. */
import { set } from '../edit.ts';
import type { Action } from './action.ts';
import { LAB_CA, LAB_CLIENT, LAB_CLIENT_KEY } from './action.ts';

export const TRUST: readonly Action[] = [
  {
    id: 'verify-off',
    does: 'proxy_ssl_verify off',
    weakens: 'verification-off',
    how: { kind: 'edit', edit: (config) => set(config, [['ssl_verify', 'off']]) },
  },
  {
    id: 'verify-on-with-ca',
    does: 'proxy_ssl_verify on with the right root in proxy_ssl_trusted_certificate',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config) =>
        set(config, [
          ['ssl_verify', 'on'],
          ['ssl_trusted_certificate', LAB_CA],
        ]),
    },
  },
  {
    id: 'trust-right-ca',
    does: 'the right root in proxy_ssl_trusted_certificate, verification as it was',
    weakens: null,
    how: { kind: 'edit', edit: (config) => set(config, [['ssl_trusted_certificate', LAB_CA]]) },
  },
  {
    id: 'trust-bundle',
    does: "the system's CA bundle in proxy_ssl_trusted_certificate",
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config) =>
        set(config, [['ssl_trusted_certificate', '/etc/ssl/certs/ca-certificates.crt']]),
    },
  },
  {
    id: 'depth-3',
    does: 'proxy_ssl_verify_depth 3',
    weakens: null,
    how: { kind: 'edit', edit: (config) => set(config, [['ssl_verify_depth', '3']]) },
  },
  {
    id: 'client-certificate',
    does: 'a good client certificate in proxy_ssl_certificate and proxy_ssl_certificate_key',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config) =>
        set(config, [
          ['ssl_certificate', LAB_CLIENT],
          ['ssl_certificate_key', LAB_CLIENT_KEY],
        ]),
    },
  },
  {
    id: 'everything-block',
    does: 'SNI, name, verification, CA, depth and client certificate at once',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config, scenario) =>
        set(config, [
          ['ssl_server_name', 'on'],
          ['ssl_name', scenario.name ?? 'api.example.com'],
          ['ssl_verify', 'on'],
          ['ssl_verify_depth', '3'],
          ['ssl_trusted_certificate', LAB_CA],
          ['ssl_certificate', LAB_CLIENT],
          ['ssl_certificate_key', LAB_CLIENT_KEY],
          ['ssl_session_reuse', 'on'],
        ]),
    },
  },
];
