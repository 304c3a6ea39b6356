/** Templates, rendered by what renders them: ours pass the strict rules and nginx, and others' are linted and repaired where they stand. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { alert40 } from '../cli/run.ts';
import { envsubst, erb, helm, jinja, refusedByNginx, type Values } from './render.ts';
import { root } from './source.ts';
import { needTools, program } from './tools.ts';

const work = mkdtempSync(path.join(tmpdir(), 'alert40-templates-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const templates = path.join(root, 'templates');

/** nginx resolves names when it starts, so the host is one that this machine has. */
const HOST = 'localhost';

async function expectGood(text: string): Promise<void> {
  expect(text).toContain('proxy_ssl_verify on;');
  const args = ['lint', '--preset', 'strict', '--no-files', '--fail-on', 'note', '-'];
  const { code, out } = await alert40(args, { stdin: text });
  expect(code, out).toBe(0);
  expect(refusedByNginx(work, text)).toBe('');
}

describe.skipIf(!(await needTools('ansible-core')))('Ansible', () => {
  it('applies the role, which asks nginx and the linter itself', async () => {
    const folder = path.join(work, 'ansible');
    const bin = path.join(folder, 'bin');
    const conf = path.join(folder, 'conf.d');
    for (const made of [bin, conf]) mkdirSync(made, { recursive: true });
    // The role speaks of the system's nginx; here it is one with this folder alone.
    const main = path.join(folder, 'nginx.conf');
    writeFileSync(
      main,
      `pid ${folder}/pid; error_log ${folder}/error.log;\nevents {}\nhttp { access_log off; include ${conf}/*.conf; }\n`,
    );
    const program_ = (name: string, line: string) => {
      writeFileSync(path.join(bin, name), `#!/bin/sh\nexec ${line} "$@"\n`);
      chmodSync(path.join(bin, name), 0o755);
    };
    program_('nginx', `env PATH="$PATH:/usr/sbin:/sbin" /usr/sbin/nginx -c ${main}`);
    program_('alert40', `${process.execPath} ${path.join(root, 'dist/cli.cjs')}`);
    const upstream = {
      name: 'backend',
      host: HOST,
      port: 443,
      listen: 8080,
      server_name: 'www.example.com',
      verify_depth: 3,
      ca: '/etc/ssl/certs/ca-certificates.crt',
    };
    const play = {
      hosts: 'localhost',
      connection: 'local',
      gather_facts: false,
      vars: { tls_upstream_folder: conf, tls_upstream_lint: true, tls_upstreams: [upstream] },
      roles: ['tls_upstream'],
      // In place of the system's service, which is not to be touched.
      handlers: [{ name: 'Reload nginx', 'ansible.builtin.command': 'nginx -t' }],
    };
    writeFileSync(path.join(folder, 'play.yml'), JSON.stringify([play]));
    const env = {
      ...process.env,
      ANSIBLE_PYTHON_INTERPRETER: program('ansible-core', 'python3'),
      HOME: folder,
      LC_ALL: 'C.UTF-8',
      ANSIBLE_ROLES_PATH: path.join(templates, 'ansible/roles'),
      PATH: `${bin}:${path.dirname(program('ansible-core'))}:${process.env.PATH}`,
    };
    const run = () => {
      const playbook = program('ansible-core', 'ansible-playbook');
      const options = { cwd: folder, env, encoding: 'utf8' } as const;
      const { status, stdout, stderr } = spawnSync(
        playbook,
        ['-i', 'localhost,', 'play.yml'],
        options,
      );
      return { status, output: `${stdout}${stderr}` };
    };
    const first = run();
    expect(first.status, first.output).toBe(0);
    await expectGood(readFileSync(path.join(conf, 'backend.conf'), 'utf8'));
    expect(run().output, 'a second run changes nothing').toMatch(/changed=0/);
    // The role's own check of the result stops what a hand has spoilt.
    writeFileSync(
      path.join(conf, 'other.conf'),
      'server { location / { proxy_pass https://localhost; } }\n',
    );
    const spoilt = run();
    expect(spoilt.status).toBe(2);
    expect(spoilt.output).toContain('sni-off');
  });
});

describe.skipIf(!(await needTools('cookiecutter')))('Cookiecutter', () => {
  it('bakes a file that passes', async () => {
    const folder = path.join(work, 'baked');
    const args = ['--no-input', '--output-dir', folder, path.join(templates, 'cookiecutter')];
    const env = { ...process.env, HOME: work, LC_ALL: 'C.UTF-8' };
    const run = spawnSync(program('cookiecutter'), [...args, `host=${HOST}`, 'name=api'], {
      encoding: 'utf8',
      env,
    });
    expect(run.status, run.stderr).toBe(0);
    expect(readdirSync(path.join(folder, 'api'))).toEqual(['api.conf']);
    await expectGood(readFileSync(path.join(folder, 'api/api.conf'), 'utf8'));
  });
});

const CONFIG_MAP = (key: string, body: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  ${key}: |\n${body.replace(/^(?=.)/gm, '    ')}`;

describe.skipIf(!(await needTools('helm')))('Helm', () => {
  it('includes the named template as its comment says', async () => {
    const tpl = readFileSync(path.join(templates, 'helm/_tls-upstream.tpl'), 'utf8');
    const call = /\{\{ include "tls-upstream"[\s\S]*?\}\}/.exec(tpl)?.[0] ?? '';
    expect(call).toContain('backend.example.com');
    const used = call.replace('backend.example.com', HOST);
    const map = CONFIG_MAP('default.conf', `server {\n    listen 8080;\n`).concat(
      `    ${used}\n    }\n`,
    );
    const { 'default.conf': rendered = '' } = helm(
      path.join(work, 'chart'),
      { '_tls-upstream.tpl': tpl, 'map.yaml': map },
      {},
    );
    await expectGood(rendered);
  });
});

interface Kept {
  readonly file: string;
  /** With `UPSTREAM` for the host of the pass. */
  readonly template: string;
  /** What puts the host in when the template is rendered. */
  readonly tag: string;
  /** Where the findings are, in the template as it is. */
  readonly findings: readonly string[];
  readonly values: Values;
  render(template: string, values: Values): string;
}

const SERVER = (pass: string, more = '') =>
  `server {\n    listen 8080;\n    location / {\n        proxy_pass ${pass};\n${more}    }\n}\n`;

const KEPT: readonly Kept[] = [
  {
    file: 'shop.conf.j2',
    template: `# {{ ansible_managed }}\n{% for host in hosts %}\nserver {\n    listen {{ port }};\n    server_name {{ host }};\n    location / {\n        proxy_pass https://UPSTREAM;\n        proxy_ssl_protocols {{ protocols | default('TLSv1.2 TLSv1.3') }};\n    }\n}\n{% endfor %}\n`,
    tag: '{{ upstream }}',
    findings: ['7 sni-off', '8 unreadable'],
    values: {
      ansible_managed: 'x',
      hosts: ['a.example.com', 'b.example.com'],
      port: 8080,
      upstream: HOST,
    },
    render: jinja,
  },
  {
    file: 'shop.conf.erb',
    template: SERVER(
      'https://UPSTREAM',
      "        <%- if ca != '' -%>\n        proxy_ssl_trusted_certificate <%= ca %>;\n        <%- end -%>\n",
    ),
    tag: '<%= upstream %>',
    findings: ['4 sni-off', '6 unreadable'],
    values: { upstream: HOST, ca: '/etc/ssl/certs/ca-certificates.crt' },
    render: erb,
  },
  {
    file: 'default.conf.template',
    template: SERVER('https://UPSTREAM', '        proxy_set_header Host $host;\n'),
    tag: '${UPSTREAM}',
    findings: ['4 sni-off'],
    values: { UPSTREAM: HOST },
    render: envsubst,
  },
  {
    file: 'configmap.yaml',
    template: CONFIG_MAP(
      'default.conf',
      SERVER(
        'https://UPSTREAM',
        '        {{- if .Values.host }}\n        proxy_set_header Host {{ .Values.host }};\n        {{- end }}\n',
      ),
    ),
    tag: '{{ .Values.upstream }}',
    findings: ['10 sni-off'],
    values: { upstream: HOST, host: 'www.example.com' },
    render: (template, values) =>
      helm(path.join(work, 'kept'), { 'configmap.yaml': template }, values)['default.conf'] ?? '',
  },
];

describe.skipIf(!(await needTools('ansible-core', 'helm')))('templates of others', () => {
  interface Found {
    readonly line: number;
    readonly rule: string;
    readonly notFixable: string | null;
  }
  async function lint(name: string, text: string): Promise<readonly Found[]> {
    const file = path.join(work, name);
    writeFileSync(file, text);
    const { out } = await alert40(['lint', '--format', 'json', file]);
    return JSON.parse(out).findings;
  }
  const places = (found: readonly Found[]) => found.map((f) => `${f.line} ${f.rule}`);
  /** What only the template has is that some values are known later. */
  const rules = (found: readonly Found[]) =>
    [...new Set(found.map((f) => f.rule))].filter((rule) => rule !== 'unreadable');
  async function fixed(name: string): Promise<string> {
    await alert40(['lint', '--fix', path.join(work, name)]);
    return readFileSync(path.join(work, name), 'utf8');
  }

  it.each(KEPT)(
    '$file is linted as it stands and as it is rendered, and repaired',
    async (kept) => {
      const { file, values, findings, render } = kept;
      const template = kept.template.replace('UPSTREAM', HOST);
      const found = await lint(file, template);
      expect(places(found)).toEqual(findings);
      expect(rules(await lint('rendered.conf', render(template, values)))).toEqual(rules(found));
      await lint(file, template);
      const repaired = await fixed(file);
      expect(rules(await lint(file, repaired))).toEqual([]);
      // Nothing but one line is new, and the renderer still takes it.
      expect(repaired.split('\n')).toHaveLength(template.split('\n').length + 1);
      const text = render(repaired, values);
      expect(await lint('rendered.conf', text)).toEqual([]);
      expect(text).toContain('proxy_ssl_server_name on;');
      expect(refusedByNginx(work, text)).toBe('');
    },
  );

  it.each(KEPT)('$file with a host from a tag is left alone, and says why', async (kept) => {
    const { file, values, findings, render, tag } = kept;
    const template = kept.template.replace('UPSTREAM', () => tag);
    const found = await lint(file, template);
    expect(places(found)).toEqual(findings);
    expect(found[0]?.notFixable).toContain('may turn out to be an address');
    expect(await fixed(file)).toBe(template);
    const rendered = render(template, values);
    expect(rendered).toContain(`https://${HOST}`);
    expect(rules(await lint('rendered.conf', rendered))).toEqual(['sni-off']);
  });
});

it('nginx itself refuses what these tests would not want', () => {
  expect(refusedByNginx(work, 'server { proxy_ssl_verify maybe; }')).toContain('invalid value');
});
