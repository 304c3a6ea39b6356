/** No false alarm: what is right is left alone, and nginx agrees that it is right. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { need } from '../real/need.ts';
import { streamModule } from '../real/nginx-process.ts';
import { correctConfigurations, type Where } from './correct-configurations.ts';
import { findingsIn } from './lint-text.ts';

let dir = '';
let where: Where;
const PATH = `${process.env.PATH}:/usr/sbin:/sbin`;

beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'alert40-correct-'));
  where = {
    ca: path.join(dir, 'client.pem'),
    certificate: path.join(dir, 'client.pem'),
    key: path.join(dir, 'client.key'),
  };
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('correct configurations', () => {
  it('have no findings', () => {
    const all = correctConfigurations(where);
    expect(all.length).toBeGreaterThanOrEqual(150);
    const alarms = all.flatMap(({ title, text }) =>
      findingsIn(text).map((f) => `${title}: ${f.rule}`),
    );
    expect(alarms).toEqual([]);
  });

  it.runIf(need('nginx') && need('openssl'))('are accepted by nginx', { timeout: 120_000 }, () => {
    const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];
    const names = ['-nodes', '-subj', '/CN=api.example.com', '-days', '2'];
    const files = ['-keyout', where.key, '-out', where.certificate];
    execFileSync('openssl', [...request, ...names, ...files], { stdio: 'ignore' });
    const stream = streamModule();
    const refused: string[] = [];
    for (const { title, text } of correctConfigurations(where)) {
      const file = path.join(dir, 'nginx.conf');
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((name) => `${name}_temp_path ${dir}/${name};`)
        .join(' ');
      const whole = `pid ${dir}/nginx.pid;\n${stream}${text.replace('http {', `http { access_log off; ${temporary}`)}`;
      writeFileSync(file, whole);
      const { status, stderr } = spawnSync('nginx', ['-t', '-p', dir, '-c', file, '-e', 'stderr'], {
        env: { ...process.env, PATH },
        encoding: 'utf8',
      });
      if (status !== 0) refused.push(`${title}: ${stderr.split('\n')[0]}`);
    }
    expect(refused).toEqual([]);
  });
});
