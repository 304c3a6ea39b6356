/** Configuration where it lives: in Dockerfiles, ConfigMaps, Ingresses, and charts around those. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inFolder } from './incident.ts';
import { alert40 } from './run.ts';

inFolder();

interface Row {
  readonly rule: string;
  readonly line: number;
  readonly severity: string;
  readonly text: string;
  readonly notFixable: string | null;
}

async function rows(file: string, text: string): Promise<readonly Row[]> {
  writeFileSync(file, text);
  const { out, err } = await alert40(['lint', '--format', 'json', file]);
  expect(err).toBe('');
  return (JSON.parse(out) as { findings: Row[] }).findings;
}

const found = async (file: string, text: string) =>
  (await rows(file, text)).map((r) => `${r.line} ${r.rule}`);

async function fixed(file: string, text: string): Promise<string> {
  writeFileSync(file, text);
  await alert40(['lint', '--fix', file]);
  const once = readFileSync(file, 'utf8');
  await alert40(['lint', '--fix', file]);
  expect(readFileSync(file, 'utf8')).toBe(once);
  return once;
}

const LOCATION = 'location / {\n    proxy_pass https://api.example.com;\n}\n';
const indented = (text: string, by: number) => text.replace(/^(?=.)/gm, ' '.repeat(by));

describe('Dockerfile', () => {
  const dockerfile = (word: string) =>
    `FROM nginx:1.26\nCOPY <<${word} /etc/nginx/conf.d/default.conf\nserver {\n    listen 80;\n${indented(LOCATION, 4)}}\nEOF\nRUN echo "proxy_pass https://x;"\n`;

  it('is read heredoc by heredoc, and repaired in place', async () => {
    expect(await found('Dockerfile', dockerfile('"EOF"'))).toEqual(['6 sni-off']);
    expect(await fixed('Dockerfile', dockerfile('"EOF"'))).toBe(
      dockerfile('"EOF"').replace(
        'api.example.com;\n',
        'api.example.com;\n        proxy_ssl_server_name on;\n',
      ),
    );
  });

  it('is not repaired where the shell expands variables', async () => {
    const text = dockerfile('EOF').replace('listen 80;', 'listen 80; set $a b;');
    const [row] = await rows('app.Dockerfile', text);
    expect(row?.notFixable).toContain('EOF');
    expect(await fixed('app.Dockerfile', text)).toBe(text);
  });

  it('with an open heredoc is told, not skipped', async () => {
    expect(await found('Dockerfile', 'FROM a\nRUN cat <<EOF > a.conf\nserver {\n')).toEqual([
      '2 unreadable',
    ]);
  });

  it('without configuration has no findings', async () => {
    expect(await found('Dockerfile', 'FROM nginx\nRUN <<EOF\napt-get update\nEOF\n')).toEqual([]);
  });
});

describe('ConfigMap', () => {
  const main = `events {}\nhttp {\n    include mime.types;\n    server {\n        listen 80;\n${indented(LOCATION, 8)}    }\n}\n`;
  const map = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: nginx\ndata:\n  nginx.conf: |\n${indented(main, 4)}  other.conf: |-\n${indented(LOCATION, 6)}  unrelated: text\n`;

  it('is read key by key, and repaired in its own indentation', async () => {
    expect((await found('map.yaml', map)).filter((f) => f.endsWith('sni-off'))).toEqual([
      '13 sni-off',
      '19 sni-off',
    ]);
    const text = await fixed('map.yaml', map);
    expect(text).toBe(map.replace(/^( +)(proxy_pass .*\n)/gm, '$1$2$1proxy_ssl_server_name on;\n'));
    expect((await rows('map.yaml', text)).map((r) => r.severity)).toEqual(['note']);
  });

  it('in several documents and in Helm templates is read around the tags', async () => {
    const chart = `{{- if .Values.enabled }}\napiVersion: v1\nkind: Service\n---\n${map.replace('name: nginx', 'name: {{ include "nginx.fullname" . }}\n  labels:\n    {{- include "labels" . | nindent 4 }}').replace('listen 80;', 'listen {{ .Values.port }};\n        {{- if .Values.a }}\n        # b\n        {{- end }}')}{{- end }}\n`;
    const lines = (await found('chart.yaml', chart)).filter((f) => f.endsWith('sni-off'));
    expect(lines.map((l) => chart.split('\n')[Number.parseInt(l, 10) - 1]?.trim())).toEqual([
      'proxy_pass https://api.example.com;',
      'proxy_pass https://api.example.com;',
    ]);
    expect(await fixed('chart.yaml', chart)).toContain('proxy_ssl_server_name on;');
  });

  it('that is folded or escaped is told, not skipped', async () => {
    const text =
      'kind: ConfigMap\ndata:\n  a.conf: "location / {\\n  proxy_pass https://a.example.com;\\n}\\n"\n';
    expect(await found('a.yml', text)).toEqual(['3 unreadable']);
  });

  it('that is not YAML is told with its line', async () => {
    expect(await found('a.yml', 'kind: ConfigMap\ndata:\n  a: [\n  b: }\n')).toEqual([
      expect.stringMatching(/^\d+ unreadable$/),
    ]);
  });

  it('is found below folders; other YAML is left alone', async () => {
    mkdirSync('deploy');
    writeFileSync('deploy/map.yaml', map);
    writeFileSync('deploy/values.yaml', 'a: b\nproxy_pass: [\n');
    const { out } = await alert40(['lint', 'deploy', '--format', 'github']);
    expect(out).toContain('file=deploy/map.yaml,line=13,');
    expect(out).not.toContain('values.yaml');
  });
});

describe('Ingress', () => {
  const ingress = (...annotations: string[]) =>
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: api\n  annotations:\n${annotations.map((a) => `    ${a}\n`).join('')}spec: {}\n`;
  const A = 'nginx.ingress.kubernetes.io/';
  const https = `${A}backend-protocol: "HTTPS"`;

  it('with an HTTPS backend sends no SNI by default', async () => {
    const [row] = await rows('i.yaml', ingress(https));
    expect([row?.line, row?.rule]).toEqual([6, 'sni-off']);
  });

  it('is clean with name, SNI, verification and the secret', async () => {
    const complete = ingress(
      https,
      `${A}proxy-ssl-secret: prod/ca`,
      `${A}proxy-ssl-name: api.example.com`,
      `${A}proxy-ssl-server-name: "on"`,
      `${A}proxy-ssl-verify: "on"`,
      `${A}proxy-ssl-protocols: TLSv1.2 TLSv1.3`,
    );
    expect(await found('i.yaml', complete)).toEqual([]);
    const unnamed = complete.replace(/.*proxy-ssl-name.*\n/, '');
    expect(await found('i.yaml', unnamed)).toContain('6 sni-useless-name');
    const off = complete.replace('proxy-ssl-verify: "on"', 'proxy-ssl-verify: "off"');
    expect(await found('i.yaml', off)).toContain('10 verify-off');
  });

  it('ignores proxy-ssl-* without the secret, and that is told', async () => {
    const text = ingress(
      https,
      `${A}proxy-ssl-server-name: "on"`,
      `${A}proxy-ssl-name: a.example.com`,
    );
    expect(await found('i.yaml', text)).toEqual(
      expect.arrayContaining(['8 no-effect', '6 sni-off']),
    );
  });

  it('takes a name in place of on for off, as ingress-nginx does', async () => {
    const text = ingress(
      https,
      `${A}proxy-ssl-secret: prod/ca`,
      `${A}proxy-ssl-server-name: api.example.com`,
      `${A}proxy-ssl-name: api.example.com`,
      `${A}proxy-ssl-verify: "on"`,
    );
    const all = await rows('i.yaml', text);
    const [told] = all.filter((r) => r.rule === 'no-effect');
    expect([told?.line, told?.text]).toEqual([8, expect.stringContaining('proxy-ssl-name')]);
    expect(all.map((r) => `${r.line} ${r.rule}`)).toContain('8 sni-off');
    expect(
      await found('i.yaml', text.replace('server-name: api.example.com', 'server-name: "on"')),
    ).toEqual([]);
  });

  it('takes snippets of both controllers for what they are', async () => {
    const snippet = `${A}configuration-snippet: |\n      proxy_ssl_server_name on;\n      proxy_ssl_name api.example.com;\n      proxy_ssl_verify off;`;
    const text = ingress(https, snippet);
    expect(await found('i.yaml', text)).toEqual(['7 verify-off']);
    const inc = ingress(
      'nginx.org/ssl-services: "api"',
      'nginx.org/location-snippets: |\n      proxy_ssl_server_name on;',
    );
    expect(await found('i.yaml', inc)).toEqual(['6 sni-useless-name']);
  });

  it('knows gRPC, and plain text needs nothing', async () => {
    expect(await found('i.yaml', ingress(`${A}backend-protocol: GRPCS`))).toEqual(['6 sni-off']);
    expect(await found('i.yaml', ingress(`${A}backend-protocol: HTTP`))).toEqual([]);
  });

  it('says which annotation a template makes', async () => {
    const text = ingress(https, `${A}proxy-ssl-name: {{ .Values.name | quote }}`);
    expect(await found('i.yaml', text)).toContain('7 unreadable');
  });
});
