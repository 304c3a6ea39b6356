/** What the templates render passes the strictest rules. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { alert40 } from '../cli/run.ts';

const folder = path.resolve(import.meta.dirname, '../../templates');
const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const VALUES = {
  name: 'backend',
  host: 'backend.example.com',
  port: '443',
  listen: '80',
  server_name: 'www.example.com',
  verify_depth: '3',
  ca: '/etc/ssl/certs/ca-certificates.crt',
};

/** Rendered by Jinja2 where Python has it; the templates use nothing but `{{ name }}`, so words do as well. */
function rendered(template: string, values: Readonly<Record<string, unknown>>): string {
  const program =
    'import json, sys, jinja2\nt, v = json.load(sys.stdin)\nprint(jinja2.Template(t, undefined=jinja2.StrictUndefined).render(v))';
  const input = JSON.stringify([template, values]);
  const run = spawnSync('python3', ['-c', program], { input, encoding: 'utf8' });
  if (run.status === 0) return run.stdout;
  if (!run.stderr?.includes("No module named 'jinja2'") && run.error === undefined)
    throw new Error(run.stderr);
  console.warn('python3 has no jinja2, so names are put in by the test itself');
  return template.replace(/\{\{ ([\w.]+) \}\}/g, (_, name: string) =>
    String(
      name.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], values),
    ),
  );
}

async function expectStrict(text: string): Promise<void> {
  expect(text).toContain('proxy_ssl_verify on;');
  const args = ['lint', '--preset', 'strict', '--no-files', '--fail-on', 'note', '-'];
  const { code, out } = await alert40(args, { stdin: text });
  expect(out).not.toMatch(/stdin\.conf:\d/);
  expect(code).toBe(0);
}

describe('templates', () => {
  it('Ansible: the role', async () => {
    const template = read('ansible/roles/tls_upstream/templates/tls_upstream.conf.j2');
    await expectStrict(rendered(template, { item: VALUES }));
    for (const file of ['tasks', 'handlers', 'defaults'])
      expect(parse(read(`ansible/roles/tls_upstream/${file}/main.yml`))).toBeTruthy();
  });

  it('Cookiecutter: the answers that are suggested', async () => {
    const cookiecutter = JSON.parse(read('cookiecutter/cookiecutter.json'));
    const file = 'cookiecutter/{{cookiecutter.name}}/{{cookiecutter.name}}.conf';
    await expectStrict(rendered(read(file), { cookiecutter }));
  });

  it('Helm: the named template', async () => {
    const defined = /define "tls-upstream" -}}\n([\s\S]*?)\{\{- end/.exec(
      read('helm/_tls-upstream.tpl'),
    )?.[1];
    const values: Record<string, string> = { ...VALUES, path: '/api/', depth: '3' };
    const text = (defined ?? '').replace(/\{\{ \.(\w+) \}\}/g, (_, name) => values[name] ?? '');
    expect(text).not.toContain('{{');
    await expectStrict(text);
  });

  it('ingress-nginx: what the controller makes of the annotations', async () => {
    const { annotations } = parse(read('ingress-nginx/ingress.yaml')).metadata;
    const of = (name: string): string => annotations[`nginx.ingress.kubernetes.io/${name}`];
    expect(of('backend-protocol')).toBe('HTTPS');
    expect(of('proxy-ssl-secret')).toMatch(/^[\w-]+\/[\w-]+$/);
    const settings = ['server-name', 'name', 'verify', 'verify-depth', 'protocols'].map(
      (key) => `proxy_ssl_${key.replaceAll('-', '_')} ${of(`proxy-ssl-${key}`)};`,
    );
    await expectStrict(
      [
        'upstream upstream_balancer { server 10.0.0.1:443; }',
        'server { listen 80; server_name www.example.com; location / {',
        ...settings,
        'proxy_ssl_trusted_certificate /etc/ingress-controller/ssl/ca-default-backend-ca.pem;',
        `proxy_set_header Host ${of('upstream-vhost')};`,
        'proxy_pass https://upstream_balancer;',
        '} }',
      ].join('\n'),
    );
  });
});
