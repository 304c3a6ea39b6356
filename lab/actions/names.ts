/** SNI, names and the Host header. */
import { passes, set } from '../edit.ts';
import type { Scenario } from '../scenario.ts';
import type { Action } from './action.ts';

const nameOf = (scenario: Scenario) => scenario.name ?? 'api.example.com';

export const NAMES: readonly Action[] = [
  {
    id: 'sni-on',
    does: 'proxy_ssl_server_name on',
    weakens: null,
    how: { kind: 'edit', edit: (config) => set(config, [['ssl_server_name', 'on']]) },
  },
  {
    id: 'sni-on-with-name',
    does: 'proxy_ssl_server_name on and proxy_ssl_name with the name the upstream serves',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config, scenario) =>
        set(config, [
          ['ssl_server_name', 'on'],
          ['ssl_name', nameOf(scenario)],
        ]),
    },
  },
  {
    id: 'name-without-switch',
    does: 'proxy_ssl_name alone, without proxy_ssl_server_name',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config, scenario) => set(config, [['ssl_name', nameOf(scenario)]]),
    },
  },
  {
    id: 'sni-client-host',
    does: 'proxy_ssl_server_name on and proxy_ssl_name $host',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config) =>
        set(config, (pass) =>
          pass.stream
            ? []
            : [
                ['ssl_server_name', 'on'],
                ['ssl_name', '$host'],
              ],
        ),
    },
  },
  {
    id: 'set-host-header',
    does: 'proxy_set_header Host with the name the upstream serves',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config, scenario) =>
        set(config, (pass) => {
          if (pass.stream) return [];
          return pass.family === 'uwsgi'
            ? [['param', `HTTP_HOST ${nameOf(scenario)}`]]
            : [['set_header', `Host ${nameOf(scenario)}`]];
        }),
    },
  },
  {
    id: 'sni-name-and-host',
    does: 'SNI on, the right name, and the Host header',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config, scenario) =>
        set(config, (pass) => [
          ['ssl_server_name', 'on'],
          ['ssl_name', nameOf(scenario)],
          ...(pass.stream || pass.family === 'uwsgi'
            ? []
            : [['set_header', `Host ${nameOf(scenario)}`] as const]),
        ]),
    },
  },
  {
    id: 'wrong-family',
    does: 'the SNI directives of another module',
    weakens: null,
    how: {
      kind: 'edit',
      edit: (config, scenario) => {
        const all = passes(config);
        const first = all[0];
        if (!first || first.stream) return null;
        const other = first.family === 'grpc' ? 'proxy' : 'grpc';
        const text = `\n        ${other}_ssl_server_name on;\n        ${other}_ssl_name ${nameOf(scenario)};\n        `;
        const body = config[first.file]!;
        // A file that already has them is the scenario's own story.
        if (body.includes(`${other}_ssl_`)) return null;
        const at = first.insertAt;
        return { ...config, [first.file]: body.slice(0, at) + text + body.slice(at) };
      },
    },
  },
];
