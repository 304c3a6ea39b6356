/** The real renderers of the templates that configuration is kept in, and nginx's own judgement of what comes out. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { program } from './tools.ts';

export type Values = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Jinja2, as Ansible brings it. */
export function jinja(template: string, values: Values): string {
  const script =
    'import json, sys, jinja2\nt, v = json.load(sys.stdin)\nprint(jinja2.Template(t, undefined=jinja2.StrictUndefined, trim_blocks=True).render(v), end="")';
  const input = JSON.stringify([template, values]);
  return execFileSync(program('ansible-core', 'python3'), ['-c', script], {
    input,
    encoding: 'utf8',
  });
}

export function erb(template: string, values: Values): string {
  const set = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  return execFileSync('erb', ['-T', '-', ...set], { input: template, encoding: 'utf8' });
}

/** Only the names that are given, as the image of nginx does it. */
export function envsubst(template: string, values: Values): string {
  const names = Object.keys(values).map((name) => `$\{${name}}`);
  return execFileSync('envsubst', [names.join(' ')], {
    input: template,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...(values as Record<string, string>) },
  });
}

/** A chart with these templates, rendered; each file of a ConfigMap by its key. */
export function helm(
  folder: string,
  templates: Readonly<Record<string, string>>,
  values: Values,
): Readonly<Record<string, string>> {
  mkdirSync(path.join(folder, 'templates'), { recursive: true });
  writeFileSync(path.join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: shop\nversion: 0.1.0\n');
  writeFileSync(path.join(folder, 'values.yaml'), JSON.stringify(values));
  for (const [name, text] of Object.entries(templates))
    writeFileSync(path.join(folder, 'templates', name), text);
  const run = spawnSync(program('helm'), ['template', 'shop', folder], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  const maps = parseAllDocuments(run.stdout).map((document) => document.toJS());
  return Object.assign({}, ...maps.map((map) => map?.data ?? {}));
}

/** What `nginx -t` says of a file that is included in `http`, or of a whole configuration; empty when it is content. */
export function refusedByNginx(folder: string, text: string, whole = false): string {
  const file = path.join(folder, 'nginx-t.conf');
  const own = `pid ${folder}/pid; error_log ${folder}/error.log;`;
  writeFileSync(
    file,
    whole ? `${own}\n${text}` : `${own}\nevents {}\nhttp {\naccess_log off;\n${text}\n}\n`,
  );
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  const run = spawnSync('nginx', ['-t', '-q', '-p', folder, '-c', file], { encoding: 'utf8', env });
  return run.status === 0 ? '' : `${run.stderr}\n${readFileSync(file, 'utf8')}`;
}
