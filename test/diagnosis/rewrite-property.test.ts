/** A repair changes the place it is for, and no other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import type { Edit } from '../../src/text/edit.ts';
import type { UpstreamTls } from '../../src/upstream/model.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';
import {
  type Rewriting,
  setConfCommand,
  setDirective,
  settingScope,
} from '../../src/upstream/rewrite.ts';
import { edited } from './diagnosed.ts';

const PASSES = [
  'proxy_pass https://10.0.0.1;',
  'proxy_pass https://a.example.net;',
  'proxy_pass https://pool;',
  'grpc_pass grpcs://b.example.net:443;',
  'uwsgi_pass suwsgi://10.0.0.2:3032;',
  'proxy_pass http://127.0.0.1:8080;',
  'include pass.conf;',
];
const SETTINGS = [
  'proxy_ssl_server_name on;',
  'proxy_ssl_server_name off;',
  'proxy_ssl_name n.example.net;',
  'proxy_ssl_verify off;',
  'grpc_ssl_server_name on;',
  'uwsgi_ssl_name u.example.net;',
  'proxy_ssl_conf_command Groups P-256;',
  'include settings.conf;',
  'proxy_set_header Host x.example.net;',
];

interface Spot {
  readonly pass: string | null;
  readonly inIf: boolean;
  readonly settings: readonly string[];
  readonly children: readonly Spot[];
}

const spot: fc.Arbitrary<Spot> = fc.letrec<{ spot: Spot }>((tie) => ({
  spot: fc.record({
    pass: fc.option(fc.constantFrom(...PASSES), { freq: 5 }),
    inIf: fc.boolean(),
    settings: fc.uniqueArray(fc.constantFrom(...SETTINGS), {
      maxLength: 3,
      selector: (s) => s.split(' ')[0],
    }),
    children: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant([]),
      fc.array(tie('spot'), { maxLength: 2 }),
    ),
  }),
})).spot;

let counter = 0;

function render({ pass, inIf, settings, children }: Spot, prefix: string, indent: string): string {
  const at = `${prefix}${String.fromCharCode(97 + (counter++ % 26))}/`;
  const inner = `${indent}  `;
  const wrapped =
    pass === null
      ? ''
      : inIf && pass.startsWith('proxy_pass')
        ? `${inner}if ($args) { ${pass.replace('/;', ';')} }\n`
        : `${inner}${pass}\n`;
  return `${indent}location ${at} {\n${settings.map((s) => `${inner}${s}\n`).join('')}${wrapped}${children
    .map((c) => render(c, at, inner))
    .join('')}${indent}}\n`;
}

function filesOf(spots: readonly Spot[], atServer: readonly string[]): Record<string, string> {
  counter = 0;
  const server = `  server {\n    server_name s.example.com;\n${atServer.map((s) => `    ${s}\n`).join('')}${spots
    .map((s) => render(s, '/', '    '))
    .join('')}  }\n`;
  return {
    'nginx.conf': `http {\n  upstream pool { server 10.0.0.9:443; }\n${server}}\n`,
    'pass.conf': 'proxy_pass https://shared.example.net;\n',
    'settings.conf': 'proxy_ssl_verify_depth 4;\nproxy_ssl_session_reuse on;\n',
  };
}

function load(files: Record<string, string>): Rewriting {
  const config = loadConfig('nginx.conf', memoryFiles(files));
  return { config, allPaths: upstreamPaths(config, { nginx: '1.22.1' }) };
}

/** What nginx sends and checks there, without where it is written. */
function effect(path: UpstreamTls) {
  const { settings, sni, checkedName, target, module } = path;
  const commands = settings.confCommands.map((x) => x.value);
  return {
    module,
    pass: target.pass.written,
    sni: [sni.sent, sni.name?.values, sni.why],
    checked: checkedName.values,
    serverName: settings.serverName.value,
    verify: settings.verify.value,
    depth: settings.verifyDepth.value,
    reuse: settings.sessionReuse.value,
    protocols: settings.protocols.value,
    commands,
  };
}

const CHANGES: readonly ((where: Rewriting, path: UpstreamTls) => readonly Edit[])[] = [
  (where, path) => setDirective(where, path, 'ssl_server_name', ['on']),
  (where, path) => setDirective(where, path, 'ssl_name', ['right.example.net']),
  (where, path) => setDirective(where, path, 'ssl_session_reuse', ['off']),
  (where, path) => setDirective(where, path, 'ssl_verify_depth', ['7']),
  (where, path) => setConfCommand(where, path, 'Groups', 'X25519'),
];

describe('rewriting one place', () => {
  it('leaves every other place as it was', () => {
    let changed = 0;
    fc.assert(
      fc.property(
        fc.array(spot, { minLength: 1, maxLength: 3 }),
        fc.uniqueArray(fc.constantFrom(...SETTINGS.slice(0, 6)), {
          maxLength: 2,
          selector: (s) => s.split(' ')[0],
        }),
        fc.nat(),
        fc.constantFrom(...CHANGES),
        (spots, atServer, pick, change) => {
          const files = filesOf(spots, atServer);
          const before = load(files);
          const path = before.allPaths[pick % Math.max(before.allPaths.length, 1)];
          if (path === undefined || path.tls === 'no') return;
          const edits = change(before, path);
          if (edits.length === 0) return;
          changed++;
          const after = load(edited(files, edits));
          expect(after.config.problems).toEqual(before.config.problems);
          expect(after.allPaths.length).toBe(before.allPaths.length);
          // A file that several locations include cannot be changed for one of them only.
          if (edits.some((e) => e.file !== 'nginx.conf')) return;
          const scope = settingScope(path)?.directive;
          for (const [i, other] of before.allPaths.entries()) {
            if (settingScope(other)?.directive === scope) continue;
            if (other.tls === 'no') continue;
            const now = after.allPaths[i] as UpstreamTls;
            const heir = other.scopes.some((s) => s.at.directive === scope);
            // There is no way to write down that a nested location has no such command.
            const free = heir && other.settings.confCommands.length === 0;
            const seen = (x: UpstreamTls) => (free ? { ...effect(x), commands: [] } : effect(x));
            expect(seen(now), files['nginx.conf']).toEqual(seen(other));
          }
          // Once more changes nothing: the repair is there.
          const again = change(after, after.allPaths[before.allPaths.indexOf(path)] as UpstreamTls);
          expect(again, edited(files, edits)['nginx.conf']).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
    expect(changed).toBeGreaterThan(100);
  });
});
