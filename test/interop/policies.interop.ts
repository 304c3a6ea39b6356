/** The policies of `policies/`, and one in the old Rego, run by the tools that will run them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { needTools, program } from './tools.ts';

const root = path.resolve(import.meta.dirname, '../..');
const work = mkdtempSync(path.join(tmpdir(), 'alert40-interop-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const BROKEN = `location /v2/ {
    proxy_pass https://10.0.4.22:443;
}
`;
const REPAIRED = `location /v2/ {
    proxy_pass https://10.0.4.22:443;
    proxy_ssl_server_name on;
    proxy_ssl_name backend.internal.example.com;
    proxy_ssl_verify on;
    proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;
}
`;

/** A policy as teams wrote them before Rego v1: own package, `deny[msg]`, one document with locations. */
const OLD_POLICY = `package nginx.ssl

deny[msg] {
  block := input.locations[_]
  startswith(block.proxy_pass, "https://")
  not block.proxy_ssl_server_name == "on"
  msg := sprintf("%v: SNI is not sent", [block.path])
}

deny[msg] {
  block := input.locations[_]
  startswith(block.proxy_pass, "https://")
  not block.proxy_ssl_name
  msg := sprintf("%v: no name is set", [block.path])
}
`;

function write(name: string, text: string): string {
  const file = path.join(work, name);
  writeFileSync(file, text);
  return file;
}

function run(program: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', cwd: root });
  return { status, output: `${stdout}${stderr}` };
}

function exported(name: string, config: string): string {
  const file = write(`${name}.conf`, config);
  const cli = path.join(root, 'dist', 'cli.cjs');
  const { stdout } = spawnSync(process.execPath, [cli, 'export', '--for', 'conftest', '-c', file], {
    encoding: 'utf8',
  });
  return write(`${name}.json`, stdout);
}

const broken = exported('broken', BROKEN);
const repaired = exported('repaired', REPAIRED);

describe.skipIf(!(await needTools('conftest')))('Conftest', () => {
  const conftest = program('conftest');

  it('fails on the broken configuration and passes on the repaired one', () => {
    const test = (file: string) =>
      run(conftest, ['test', '--no-color', '--policy', 'policies/rego', file]);
    const bad = test(broken);
    expect(bad.status, bad.output).toBe(1);
    expect(bad.output).toContain('no SNI is sent');
    const good = test(repaired);
    expect(good.status, good.output).toBe(0);
  });

  it('runs a policy from before Rego v1 as it was written', () => {
    write('old.rego', OLD_POLICY);
    const test = (file: string) =>
      run(conftest, [
        'test',
        '--no-color',
        '--parser',
        'json',
        '--namespace',
        'nginx.ssl',
        '--rego-version',
        'v0',
        '--policy',
        path.join(work, 'old.rego'),
        file,
      ]);
    const bad = test(broken);
    expect(bad.status, bad.output).toBe(1);
    expect(bad.output).toContain('SNI is not sent');
    expect(test(repaired).status).toBe(0);
  });
});

describe.skipIf(!(await needTools('opa')))('OPA', () => {
  it('passes the policies’ own tests', () => {
    const { status, output } = run(program('opa'), ['test', 'policies/rego']);
    expect(status, output).toBe(0);
    expect(output).toMatch(/PASS: \d{2}\//);
  });
});

describe.skipIf(!(await needTools('checkov')))('Checkov', () => {
  const ids = [1, 2, 3].map((n) => `CKV2_ALERT40_${n}`);
  const ingress = (annotations: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "HTTPS"
${annotations}spec:
  rules: []
`;
  const check = (file: string) =>
    run(program('checkov'), [
      '-f',
      file,
      '--framework',
      'kubernetes',
      '--skip-download',
      '--compact',
      '--external-checks-dir',
      'policies/checkov',
      '-c',
      ids.join(','),
    ]);

  it('fails on an Ingress that neither names nor verifies its backend', () => {
    const { status, output } = check(write('bad.yaml', ingress('')));
    expect(status, output).toBe(1);
    expect(output).toContain('Failed checks: 2');
  });

  it('passes on one that does', () => {
    const key = (name: string, value: string) =>
      `    nginx.ingress.kubernetes.io/${name}: "${value}"\n`;
    const annotations = [
      key('proxy-ssl-server-name', 'on'),
      key('proxy-ssl-name', 'api.internal.example.com'),
      key('proxy-ssl-verify', 'on'),
      key('proxy-ssl-secret', 'apps/upstream-ca'),
    ];
    const { status, output } = check(write('good.yaml', ingress(annotations.join(''))));
    expect(status, output).toBe(0);
    expect(output).toContain('Passed checks: 3');
  });
});
