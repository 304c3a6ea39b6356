/** Time-outs, buffers, schemes, resolvers and settings of the wrong side. */
import { atHttpLevel, replaceAll, set } from '../edit.ts';
import type { Action } from './action.ts';

export const TRANSPORT: readonly Action[] = [
  {
    id: 'longer-timeouts',
    does: 'proxy_connect_timeout, proxy_read_timeout and proxy_send_timeout three times as long',
    weakens: null,
    how: {
      kind: 'edit',
      // Three seconds where the scenarios that wait give one: what is measured is that waiting longer changes nothing.
      edit: (config) =>
        set(config, (pass) =>
          pass.stream
            ? [
                ['connect_timeout', '3s'],
                ['timeout', '6s'],
              ]
            : [
                ['connect_timeout', '3s'],
                ['send_timeout', '3s'],
                ['read_timeout', '3s'],
              ],
        ),
    },
  },
  {
    id: 'buffer-sizes',
    does: 'proxy_buffer_size 128k and proxy_buffers 4 256k',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config) =>
        set(config, (pass) => {
          if (pass.stream || pass.family === 'grpc') return [['buffer_size', '128k']];
          return [
            ['buffer_size', '128k'],
            ['buffers', '4 256k'],
            ['busy_buffers_size', '256k'],
          ];
        }),
    },
  },
  {
    id: 'http-version',
    does: 'proxy_http_version 1.1 with an empty Connection header',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config) =>
        set(config, (pass) =>
          pass.family === 'proxy' && !pass.stream
            ? [
                ['http_version', '1.1'],
                ['set_header', 'Connection ""'],
              ]
            : [],
        ),
    },
  },
  {
    id: 'ssl-protocols-wrong-side',
    does: 'ssl_protocols, ssl_ciphers and ssl_verify_client (the side of the clients)',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config) =>
        atHttpLevel(
          config,
          'ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers HIGH:!aNULL:!MD5; ssl_verify_client off; ssl_session_timeout 10m;',
        ),
    },
  },
  {
    id: 'resolver',
    does: 'a resolver directive',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config) =>
        Object.values(config).some((text) => /\bresolver\s/.test(text))
          ? null
          : atHttpLevel(config, 'resolver 10.0.0.2 valid=30s;'),
    },
  },
  {
    id: 'downgrade-to-http',
    does: 'http:// (grpc://, uwsgi://, proxy_ssl off) on the same port',
    weakens: 'plain-text',
    how: {
      kind: 'edit',
      edit: (config) => {
        const plain = replaceAll(
          config,
          /\b((?:proxy|grpc|uwsgi)_pass\s+)(?:(http|grpc)s|s(uwsgi)):\/\//g,
          '$1$2$3://',
        );
        return plain ?? replaceAll(config, /\bproxy_ssl\s+on\s*;/g, 'proxy_ssl off;');
      },
    },
  },
  {
    id: 'upgrade-to-https',
    does: 'https:// (grpcs://, suwsgi://) on the same port',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config) => {
        const http = replaceAll(config, /\b((?:proxy|grpc)_pass\s+)(http|grpc):\/\//g, '$1$2s://');
        return (
          http ?? replaceAll(config, /\b(uwsgi_pass\s+)(?:uwsgi:\/\/)?(?=[\w.]+:)/g, '$1suwsgi://')
        );
      },
    },
  },
  {
    id: 'proxy-protocol-toggled',
    does: 'proxy_protocol switched over (stream)',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config) =>
        replaceAll(config, /\bproxy_protocol\s+on\s*;/g, 'proxy_protocol off;') ??
        set(
          config,
          () => [['protocol', 'on']],
          (pass) => pass.stream,
        ),
    },
  },
];
