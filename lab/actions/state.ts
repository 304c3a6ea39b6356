/** Restarting, upgrading, sessions and retries. */
import { replaceAll, set } from '../edit.ts';
import type { Action } from './action.ts';

export const STATE: readonly Action[] = [
  { id: 'restart', does: 'nginx stopped and started', weakens: null, how: { kind: 'restart' } },
  { id: 'reload', does: 'nginx -s reload', weakens: null, how: { kind: 'reload' } },
  {
    id: 'upgrade-nginx',
    does: 'the next newer release of nginx and OpenSSL',
    weakens: null,
    how: { kind: 'upgrade' },
  },
  {
    id: 'session-reuse-off',
    does: 'proxy_ssl_session_reuse off',
    weakens: null,
    how: { kind: 'edit', edit: (config) => set(config, [['ssl_session_reuse', 'off']]) },
  },
  {
    id: 'proxy-next-upstream',
    does: 'proxy_next_upstream error timeout http_502 non_idempotent',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config) =>
        set(config, (pass) =>
          pass.stream
            ? [['next_upstream', 'on']]
            : [['next_upstream', 'error timeout invalid_header http_500 http_503 non_idempotent']],
        ),
    },
  },
  {
    id: 'keepalive-off',
    does: 'keepalive taken out of the upstream groups',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config) => replaceAll(config, /^\s*keepalive\s+\d+;$/gm, ''),
    },
  },
  {
    id: 'max-fails-0',
    does: 'max_fails=0 on every server of the upstream groups',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config) =>
        replaceAll(
          config,
          /^(\s*server\s+[\w.:-]+:\d+)((?:\s+(?!max_fails)[\w=]+)*);/gm,
          '$1$2 max_fails=0;',
        ),
    },
  },
];
