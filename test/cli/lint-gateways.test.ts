/** Programs that write nginx's configuration from settings of their own: mergeable Ingresses, Kong, nginx-proxy-manager. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isKong } from '../../src/lint/embedded/kong.ts';
import { isManifest } from '../../src/lint/embedded/manifest.ts';
import { isGeneratedHost, isProxyHosts } from '../../src/lint/embedded/proxy-manager.ts';
import { inFolder } from './incident.ts';
import { alert40 } from './run.ts';

inFolder();

interface Row {
  readonly file: string;
  readonly rule: string;
  readonly line: number;
  readonly text: string;
  readonly notFixable: string | null;
}

async function rows(...args: readonly string[]): Promise<readonly Row[]> {
  const { out, err } = await alert40(['lint', '--format', 'json', ...args]);
  expect(err).toBe('');
  return (JSON.parse(out) as { findings: Row[] }).findings;
}

async function found(file: string, text: string, ...args: readonly string[]) {
  writeFileSync(file, text);
  const all = await rows(file, ...args);
  // None of these files takes an edit: it would be lost, or not understood.
  await alert40(['lint', '--fix', file]);
  expect(readFileSync(file, 'utf8')).toBe(text);
  return all.map((r) => `${r.line} ${r.rule}`);
}

describe('mergeable Ingresses', () => {
  const ingress = (name: string, type: string, ...annotations: string[]) =>
    `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${name}
  annotations:
    nginx.org/mergeable-ingress-type: ${type}
${annotations.map((a) => `    ${a}\n`).join('')}spec:
  rules:
    - host: shop.example.com
`;
  const SNI =
    'nginx.org/server-snippets: |\n      proxy_ssl_server_name on;\n      proxy_ssl_name api.example.com;';
  const TLS = 'nginx.org/ssl-services: api';

  it('give a minion what its master sets for the server', async () => {
    const bare = ingress('host', 'master');
    const minion = ingress('api', 'minion', TLS);
    const at = `${bare}---\n${minion}`.split('\n').findIndex((line) => line.includes(TLS)) + 1;
    expect(await found('a.yaml', `${bare}---\n${minion}`)).toEqual([`${at} sni-off`]);
    expect(await found('b.yaml', `${ingress('host', 'master', SNI)}---\n${minion}`)).toEqual([]);
  });

  it('point at the master’s own line for what stands there, once for all minions', async () => {
    const master = ingress('host', 'master', SNI.replace('api.example.com;', '192.0.2.7;'));
    const text = [master, ingress('a', 'minion', TLS), ingress('b', 'minion', TLS)].join('---\n');
    expect(await found('a.yaml', text)).toEqual(['7 sni-useless-name']);
  });

  it('are read across files, and a minion alone is told, not judged', async () => {
    mkdirSync('k');
    writeFileSync('k/minion.yaml', ingress('api', 'minion', TLS));
    expect((await rows('k')).map((r) => `${r.line} ${r.rule}`)).toEqual(['6 unreadable']);
    writeFileSync('k/master.yaml', ingress('host', 'master', SNI));
    expect(await rows('k')).toEqual([]);
    writeFileSync('k/master.yaml', ingress('host', 'master'));
    expect((await rows('k')).map((r) => `${r.file}:${r.line} ${r.rule}`)).toEqual([
      'k/minion.yaml:7 sni-off',
    ]);
  });

  it('with gRPC services are read as gRPC', async () => {
    const text = `${ingress('host', 'master')}---\n${ingress('api', 'minion', TLS, 'nginx.org/grpc-services: api')}`;
    writeFileSync('g.yaml', text);
    const [row] = await rows('g.yaml');
    expect(row?.text).toContain('grpc_ssl_server_name');
  });
});

describe('Kong', () => {
  const kong = (services: string, more = '') =>
    `_format_version: "3.0"\nservices:\n${services.replace(/^(?=.)/gm, '  ')}${more}`;

  it('sends SNI by itself, so a service by name has nothing to find', async () => {
    expect(
      await found('kong.yaml', kong('- name: a\n  url: https://api.example.com/v2\n')),
    ).toEqual([]);
  });

  it('cannot send or check an address, nor let the client choose the name', async () => {
    expect(await found('kong.yaml', kong('- name: a\n  url: https://10.0.0.5:8443\n'))).toEqual([
      '4 sni-useless-name',
    ]);
    const [row] = await rows('kong.yaml');
    expect(row?.notFixable).toContain('host (or host_header)');
    const preserved = kong(
      '- name: a\n  protocol: https\n  host: api.example.com\n  port: 443\n  routes:\n    - paths: [/]\n      preserve_host: true\n',
    );
    expect(await found('kong.yaml', preserved)).toEqual(['5 sni-from-client']);
  });

  it('is judged by the strict rules, at the line of each setting', async () => {
    const off = kong('- name: a\n  url: https://api.example.com\n  tls_verify: false\n');
    expect(await found('kong.yaml', off, '--preset', 'strict')).toContain('5 verify-off');
    const unset = kong('- name: a\n  url: https://api.example.com\n');
    expect(await found('kong.yaml', unset, '--preset', 'strict')).toContain('4 verify-not-set');
    const on = `${off.replace('false', 'true')}    ca_certificates: [5b1e2c1e-0b1a-4f5e-9d3e-0a1b2c3d4e5f]\n`;
    expect(await found('kong.yaml', on, '--preset', 'strict')).toEqual([]);
    expect(await found('kong.yaml', off.replace('false', 'true'))).toEqual(['5 verify-without-ca']);
  });

  it('takes the name from host_header or from the target where an upstream entity stands between', async () => {
    const service = '- name: a\n  host: pool\n  port: 443\n  protocol: https\n';
    const upstream = (more: string, target: string) =>
      `upstreams:\n  - name: pool\n${more}    targets:\n      - target: ${target}:8443\n`;
    expect(await found('k.yaml', kong(service, upstream('', '10.0.0.5')))).toEqual([
      '4 sni-useless-name',
    ]);
    expect(await found('k.yaml', kong(service, upstream('', 'a.example.com')))).toEqual([]);
    const header = upstream('    host_header: a.example.com\n', '10.0.0.5');
    expect(await found('k.yaml', kong(service, header))).toEqual([]);
  });

  it('as JSON, with gRPC, with a stream, with plain text on a TLS port', async () => {
    const json = (service: object) =>
      JSON.stringify({ _format_version: '3.0', services: [service] }, null, 2);
    const at = (text: string) => text.split('\n').findIndex((l) => /"(url|host)"/.test(l)) + 1;
    const grpc = json({ name: 'g', url: 'grpcs://10.0.0.5:443' });
    expect(await found('kong.json', grpc)).toEqual([`${at(grpc)} sni-useless-name`]);
    const tls = json({ name: 's', protocol: 'tls', host: '10.0.0.5', port: 5432 });
    expect(await found('kong.json', tls)).toEqual([`${at(tls)} sni-useless-name`]);
    const plain = json({ name: 'p', url: 'http://a.example.com:443' });
    expect(await found('kong.json', plain)).toEqual([`${at(plain)} scheme-port-mismatch`]);
  });

  it('that cannot be read is told with its line', async () => {
    expect(await found('k.yaml', kong('- name: a\n  url: ${{ env "URL" }}\n'))).toEqual([
      '4 unreadable',
    ]);
    expect(await found('k.yaml', '_format_version: "3.0"\nservices: [\n')).toEqual([
      expect.stringMatching(/^\d unreadable$/),
    ]);
  });
});

describe('nginx-proxy-manager', () => {
  const host = (more: object) =>
    JSON.stringify(
      [
        {
          id: 1,
          domain_names: ['app.example.com'],
          forward_scheme: 'https',
          forward_host: '10.0.0.5',
          forward_port: 8443,
          advanced_config: '',
          enabled: true,
          locations: null,
          ...more,
        },
      ],
      null,
      2,
    );

  it('exports hosts whose TLS targets get no SNI, and says where to set it', async () => {
    expect(await found('hosts.json', host({ forward_host: 'api.example.com' }))).toEqual([
      '8 sni-off',
    ]);
    const [row] = await rows('hosts.json');
    expect(row?.notFixable).toContain('Advanced');
    expect(await found('hosts.json', host({ forward_scheme: 'http', forward_port: 3000 }))).toEqual(
      [],
    );
    expect(await found('hosts.json', host({ enabled: 0 }))).toEqual([]);
  });

  it('takes the advanced configuration and custom locations into account', async () => {
    const sni = 'proxy_ssl_server_name on;\nproxy_ssl_name api.example.com;';
    expect(await found('hosts.json', host({ advanced_config: sni }))).toEqual([]);
    const custom = host({
      forward_scheme: 'http',
      forward_port: 3000,
      locations: [
        {
          path: '/v2/',
          forward_scheme: 'https',
          forward_host: 'api.example.com/base',
          forward_port: 443,
          advanced_config: '',
        },
      ],
    });
    const line = custom.split('\n').findIndex((l) => l.includes('/base')) + 1;
    expect(await found('hosts.json', custom)).toEqual([`${line} sni-off`]);
    const off = host({ advanced_config: `${sni}\nproxy_ssl_verify off;` });
    expect(await found('hosts.json', off)).toEqual(['10 verify-off']);
  });

  it('tells a target that is no host', async () => {
    expect(await found('hosts.json', host({ forward_host: 'a b' }))).toEqual(['8 unreadable']);
  });

  it('reads generated files with what their includes bring', async () => {
    mkdirSync('proxy_host', { recursive: true });
    const conf = `# app.example.com
server {
  set $forward_scheme https;
  set $server         "api.example.com";
  set $port           8443;
  listen 80;
  server_name app.example.com;
  include conf.d/include/block-exploits.conf;
  location / {
    include conf.d/include/proxy.conf;
  }
}
`;
    expect(await found('proxy_host/1.conf', conf)).toEqual(['10 sni-off']);
    expect((await rows('proxy_host')).map((r) => r.line)).toEqual([10]);
    const http = conf.replace('scheme https', 'scheme http').replace('8443', '3000');
    expect(await found('proxy_host/1.conf', http)).toEqual([]);
  });

  it('leaves other files below proxy_host, and other JSON, as they are', async () => {
    mkdirSync('proxy_host', { recursive: true });
    const own = 'location / {\n    proxy_pass https://a.example.com;\n}\n';
    writeFileSync('proxy_host/2.conf', own);
    expect((await rows('proxy_host/2.conf')).map((r) => `${r.line} ${r.rule}`)).toEqual([
      '2 sni-off',
    ]);
    mkdirSync('other', { recursive: true });
    writeFileSync('other/package.json', '{"name": "a", }');
    writeFileSync('other/nginx.conf', own);
    expect((await rows('other')).map((r) => r.file)).toEqual(['other/nginx.conf']);
  });
});

it('takes time in proportion to the file, whatever fills it', () => {
  const time = (lines: number) => {
    const text = `${'  \n'.repeat(lines)}x`;
    const started = performance.now();
    for (const is of [isKong, isProxyHosts, isGeneratedHost, isManifest])
      expect(is(text)).toBe(false);
    return performance.now() - started;
  };
  time(1000);
  const short = Math.min(...[1, 2, 3].map(() => time(10_000)));
  expect(Math.min(...[1, 2, 3].map(() => time(80_000)))).toBeLessThan(short * 30 + 5);
});
