/** VirtualServer, VirtualServerRoute and Policy of NGINX's controller: what it would send, at the line that says so. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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

/** Findings as `rule: the line they point at`. */
async function found(text: string, ...args: readonly string[]): Promise<readonly string[]> {
  writeFileSync('a.yaml', text);
  const lines = text.split('\n');
  return (await rows('a.yaml', ...args)).map((r) => `${r.rule}: ${lines[r.line - 1]?.trim()}`);
}

const indented = (text: string, by: number) => text.replace(/^(?=.)/gm, ' '.repeat(by));
const object = (kind: string, name: string, spec: string) =>
  `apiVersion: k8s.nginx.org/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec:\n${indented(spec, 2)}`;
const upstream = (name: string, more = '') =>
  `  - name: ${name}\n    service: ${name}-svc\n    port: 443\n${more}    tls:\n      enable: true # ${name}\n`;
const upstreams = (...each: readonly string[]) => `upstreams:\n${each.join('')}`;
const uses = (policy: string) => `policies:\n  - name: ${policy}\n`;
const route = (pass: string, more = '') =>
  `  - path: /${pass}\n${indented(more, 4)}    action:\n      pass: ${pass}\n`;
const server = (...spec: readonly string[]) =>
  object('VirtualServer', 'cafe', `host: cafe.example.com\n${spec.join('')}`);
const policy = (settings: string, name = 'egress') =>
  object('Policy', name, `egressMTLS:\n${indented(settings, 2)}`);
const together = (...objects: readonly string[]) => objects.join('---\n');

const GOOD = `verifyServer: true
trustedCertSecret: ca
verifyDepth: 3
protocols: TLSv1.2 TLSv1.3
serverName: true
sslName: tea.internal.example.com
`;
const TEA = [upstreams(upstream('tea')), `routes:\n${route('tea')}`];

describe('a VirtualServer', () => {
  it('sends no name to an upstream with TLS that no policy is for', async () => {
    expect(await found(server(...TEA))).toEqual(['sni-off: enable: true # tea']);
    const [first] = await rows('a.yaml');
    expect(first?.text).toContain('vs_default_cafe_tea');
    expect(first?.notFixable).toContain('serverName and sslName');
    await alert40(['lint', '--fix', 'a.yaml']);
    expect(readFileSync('a.yaml', 'utf8')).toBe(server(...TEA));
  });

  it('is content with an upstream in plain text, and with one that nothing is passed to', async () => {
    const plain = '  - name: milk\n    service: milk-svc\n    port: 80\n';
    const off = '  - name: oats\n    service: oats-svc\n    port: 80\n    tls: {enable: false}\n';
    const routes = `routes:\n${route('milk')}${route('oats')}`;
    expect(await found(server(upstreams(plain, off, upstream('tea')), routes))).toEqual([]);
  });

  it('is found wherever it is passed to: by weight, by conditions, and through a proxy action', async () => {
    const routes = `routes:
  - path: /
    splits:
      - {weight: 90, action: {pass: a}}
      - {weight: 10, action: {proxy: {upstream: b}}}
    matches:
      - conditions: [{header: x, value: y}]
        action: {pass: c}
      - conditions: [{header: x, value: z}]
        splits:
          - {weight: 50, action: {pass: d}}
          - {weight: 50, action: {return: {body: no}}}
`;
    const all = ['a', 'b', 'c', 'd'];
    expect(await found(server(upstreams(...all.map((one) => upstream(one))), routes))).toEqual(
      all.map((name) => `sni-off: enable: true # ${name}`),
    );
  });

  it('speaks gRPC where the type says so', async () => {
    const spec = [upstreams(upstream('tea', '    type: grpc\n')), `routes:\n${route('tea')}`];
    await found(server(...spec));
    expect((await rows('a.yaml'))[0]?.text).toContain('grpc_ssl_server_name');
  });

  it('gets what its snippets set', async () => {
    const snippet = `server-snippets: |\n  proxy_ssl_server_name on;\n  proxy_ssl_name tea.example.com;\n`;
    expect(await found(server(snippet, ...TEA))).toEqual([]);
    const own = route('tea', indented(snippet.replace('server-', 'location-'), 0));
    expect(await found(server(upstreams(upstream('tea')), `routes:\n${own}`))).toEqual([]);
  });
});

describe('a Policy with egressMTLS', () => {
  const with_ = (settings: string, ...args: readonly string[]) =>
    found(together(server(uses('egress'), ...TEA), policy(settings)), ...args);

  it('that says everything leaves nothing to say, even by the strict rules', async () => {
    expect(await with_(GOOD, '--preset', 'strict')).toEqual([]);
  });

  it('has defaults of its own: no name, no verification, old protocols', async () => {
    expect(await with_('tlsSecret: client\n', '--preset', 'strict')).toEqual([
      'verify-off: egressMTLS:',
      'old-protocols: egressMTLS:',
      'tls13-not-offered: egressMTLS:',
      'sni-off: egressMTLS:',
    ]);
  });

  it.each([
    [GOOD.replace('serverName: true', 'serverName: false'), ['sni-off: serverName: false']],
    [
      GOOD.replace(/sslName.*\n/, ''),
      ['sni-useless-name: egressMTLS:', 'verify-name-cannot-match: egressMTLS:'],
    ],
    [GOOD.replace(/trusted.*\n/, ''), ['verify-without-ca: verifyServer: true']],
    [GOOD.replace('TLSv1.2', 'TLSv1.1'), ['old-protocols: protocols: TLSv1.1 TLSv1.3']],
    [`${GOOD}ciphers: RC4-SHA\n`, ['weak-ciphers: ciphers: RC4-SHA']],
    [
      GOOD.replace('tea.internal.example.com', '10.0.0.7'),
      ['sni-useless-name: sslName: 10.0.0.7', 'verify-name-cannot-match: sslName: 10.0.0.7'],
    ],
  ])('%#: is told at the line of the setting', async (settings, expected) => {
    expect(await with_(settings)).toEqual(expected);
  });

  it('of a route counts there in place of that of the server', async () => {
    const routes = `routes:\n${route('tea', uses('own'))}${route('milk')}`;
    const spec = server(uses('egress'), upstreams(upstream('tea'), upstream('milk')), routes);
    const off = GOOD.replace('serverName: true', 'serverName: false # own');
    expect(await found(together(spec, policy(GOOD), policy(off, 'own')))).toEqual([
      'sni-off: serverName: false # own',
    ]);
  });

  it('of a server is not written for gRPC, and that of a route is', async () => {
    const grpc = upstreams(upstream('tea', '    type: grpc\n'));
    const above = server(uses('egress'), grpc, `routes:\n${route('tea')}`);
    expect(await found(together(above, policy(GOOD)))).toEqual([
      'no-effect: - name: egress',
      'sni-off: enable: true # tea',
    ]);
    const own = server(grpc, `routes:\n${route('tea', uses('egress'))}`);
    expect(await found(together(own, policy(GOOD)))).toEqual([]);
  });

  it('of another namespace is another policy', async () => {
    const elsewhere = uses('egress').replace('\n  - ', '\n  - namespace: b\n    ');
    const named = policy(GOOD).replace('name: egress', 'name: egress\n  namespace: a');
    expect(await found(together(server(elsewhere, ...TEA), named))).toEqual([
      'unreadable: name: egress',
    ]);
  });

  it('is read from other files, and where it is in none, nothing is judged', async () => {
    mkdirSync('k');
    writeFileSync('k/server.yaml', server(uses('egress'), ...TEA));
    const told = async () => (await rows('k')).map((r) => `${r.file}:${r.line} ${r.rule}`);
    expect(await told()).toEqual(['k/server.yaml:8 unreadable']);
    writeFileSync('k/policy.yaml', policy(GOOD));
    expect(await told()).toEqual([]);
    writeFileSync('k/policy.yaml', policy(GOOD.replace('serverName: true', 'serverName: false')));
    expect(await told()).toEqual(['k/server.yaml:8 sni-off']);
    writeFileSync('k/policy.yaml', object('Policy', 'egress', 'rateLimit:\n  rate: 10r/s\n'));
    expect(await told()).toEqual(['k/server.yaml:14 sni-off']);
  });

  it('whose values a template makes is told, and what it is for is not judged', async () => {
    const tagged = GOOD.replace('serverName: true', 'serverName: {{ .Values.sni }}');
    expect(await with_(tagged)).toEqual(['unreadable: - name: egress']);
    const upstream_ = server(...TEA).replace('enable: true', 'enable: {{ .Values.tls }}');
    expect(await found(upstream_)).toEqual(['unreadable: enable: {{ .Values.tls }} # tea']);
  });

  it('reaches the Ingresses that name it', async () => {
    const ingress = (annotation: string) =>
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: a\n  annotations:\n    nginx.org/ssl-services: tea\n${annotation}spec: {}\n`;
    const named = '    nginx.org/policies: limits, egress\n';
    const limits = object('Policy', 'limits', 'rateLimit:\n  rate: 10r/s\n');
    const at = 'sni-off: nginx.org/ssl-services: tea';
    expect(await found(together(ingress(''), limits, policy(GOOD)))).toEqual([at]);
    expect(await found(together(ingress(named), limits, policy(GOOD)))).toEqual([]);
    expect(await found(ingress(named))).toEqual(['unreadable: nginx.org/policies: limits, egress']);
  });
});

describe('a VirtualServerRoute', () => {
  const subroutes = (more = '') =>
    object(
      'VirtualServerRoute',
      'teas',
      `host: cafe.example.com\n${upstreams(upstream('tea'))}subroutes:\n${route('tea', more)}`,
    );
  const delegating = (more = '', above = '') =>
    server(above, `routes:\n  - path: /tea\n${indented(more, 4)}    route: teas\n`);

  it('gets what its server, or the route that leads to it, sets', async () => {
    const off = 'sni-off: enable: true # tea';
    expect(await found(together(delegating(), subroutes()))).toEqual([off]);
    for (const whole of [
      together(delegating('', uses('egress')), subroutes()),
      together(delegating(uses('egress')), subroutes()),
      together(delegating(), subroutes(uses('egress'))),
    ])
      expect(await found(together(whole, policy(GOOD)))).toEqual([]);
  });

  it('is read with the server of another file, and without one it is told, not judged', async () => {
    mkdirSync('k');
    writeFileSync('k/route.yaml', subroutes());
    const told = async () => (await rows('k')).map((r) => `${r.file}:${r.line} ${r.rule}`);
    expect(await told()).toEqual(['k/route.yaml:6 unreadable']);
    writeFileSync('k/server.yaml', delegating());
    expect(await told()).toEqual(['k/route.yaml:12 sni-off']);
    writeFileSync('k/policy.yaml', policy(GOOD));
    writeFileSync('k/server.yaml', delegating('', uses('egress')));
    expect(await told()).toEqual([]);
  });
});

it('says the same in Chinese', async () => {
  writeFileSync('a.yaml', together(server(uses('none'), ...TEA)));
  const { out } = await alert40(['lint', '--lang', 'zh', 'a.yaml']);
  expect(out).toContain('策略 none 不在已读取的文件中');
});
