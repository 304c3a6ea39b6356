/** What other programs read of the linter: hooks, action, matcher, schema of the settings, and the page about them. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { settingsSchema } from '../../src/lint/settings-schema.ts';
import { inFolder } from './incident.ts';
import { alert40 } from './run.ts';

inFolder();
const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

describe('settings.schema.json', () => {
  it('is the schema of .alert40.yaml', async () => {
    const schema = { title: '.alert40.yaml', ...z.toJSONSchema(settingsSchema, { io: 'input' }) };
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
      path.join(root, 'docs/settings.schema.json'),
    );
  });
});

describe('.pre-commit-hooks.yaml', () => {
  const hooks = parse(read('.pre-commit-hooks.yaml')) as { id: string; files: string }[];

  it.each(hooks)('$id takes configuration, wherever it is kept, and nothing else', ({ files }) => {
    const wanted = new RegExp(files);
    for (const name of ['nginx.conf', 'a/b.conf.j2', 'sites-enabled/shop', 'Dockerfile', 'k.yaml'])
      expect(name).toMatch(wanted);
    for (const name of ['main.go', 'README.md', 'package.json']) expect(name).not.toMatch(wanted);
  });
});

describe('problem-matcher.json', () => {
  /** As GitHub does it: each line is put to the pattern; a severity that it does not know drops the finding. */
  function matched(text: string): object[] {
    const [{ pattern }] = JSON.parse(read('docs/problem-matcher.json')).problemMatcher;
    const [one, ...more] = pattern as Record<string, string | number>[];
    // Several patterns have to match consecutive lines, and a finding's sentences would stand between.
    expect(more).toEqual([]);
    return text.split('\n').flatMap((line) => {
      const at = new RegExp(String(one?.regexp)).exec(line);
      if (!at) return [];
      const of = (key: string) => at[Number(one?.[key])] ?? '';
      if (!['error', 'warning', 'notice'].includes(of('severity'))) return [];
      const severity = of('severity').replace('notice', 'note');
      const [line_, column] = [Number(of('line')), Number(of('column'))];
      return {
        file: of('file'),
        line: line_,
        column,
        severity,
        rule: of('code'),
        text: of('message'),
      };
    });
  }

  it('finds every finding of --format unix that JSON has', async () => {
    mkdirSync('many');
    writeFileSync(
      'many/a.conf',
      'server {\n  location / { proxy_pass https://a.example.com; }\n}\n',
    );
    writeFileSync(
      'many/b.conf',
      'location / {\n  proxy_pass https://b.example.com;\n  proxy_ssl_verify off;\n  proxy_ssl_protocols TLSv1;\n}\n',
    );
    writeFileSync(
      'many/kong.yaml',
      '_format_version: "3.0"\nservices:\n  - url: https://10.0.0.1\n    tls_verify: true\n',
    );
    const { out } = await alert40(['lint', 'many', '--format', 'unix']);
    const { out: json } = await alert40(['lint', 'many', '--format', 'json']);
    const rows = JSON.parse(json).findings as Record<string, unknown>[];
    expect(rows.length).toBeGreaterThan(3);
    const keys = ['file', 'line', 'column', 'severity', 'rule', 'text'];
    expect(new Set(rows.map(({ severity }) => severity)).size).toBe(3);
    expect(matched(out)).toEqual(
      rows.map((row) => Object.fromEntries(keys.map((key) => [key, row[key]]))),
    );
  });
});

describe('set-ups in the README', () => {
  const blocks = (page: string) =>
    [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map((m) => m[1] ?? '');
  const shown = blocks(read('README.md'));

  it('are those of docs/ci.md, and there is one for each of GitHub, GitLab and pre-commit', () => {
    expect(shown).toHaveLength(3);
    for (const block of shown) expect(blocks(read('docs/ci.md'))).toContain(block);
  });

  it('name inputs, hooks and options that are there, and a program that can be run', async () => {
    const [github, gitlab, preCommit] = shown.map((block) => parse(block));
    const steps = github.jobs.lint.steps as { uses: string; with?: object }[];
    const own = steps.find(({ uses }) => uses === 'ALERT40@REVISION');
    const action = parse(read('action.yml'));
    for (const input of Object.keys(own?.with ?? {})) expect(action.inputs).toHaveProperty(input);
    const ids = (parse(read('.pre-commit-hooks.yaml')) as { id: string }[]).map(({ id }) => id);
    for (const { id } of preCommit.repos[0].hooks) expect(ids).toContain(id);
    const [, script = '', rest = ''] =
      /alert40\/(scripts\/\S+) (lint .*)$/m.exec(gitlab.nginx.script[1]) ?? [];
    expect(statSync(path.join(root, script)).mode & 0o111).toBe(0o111);
    expect(read('src/cli/lint-formats.ts')).toContain(/--format (\w+)/.exec(rest)?.[1]);
    expect(gitlab.nginx.artifacts.reports.codequality).toBe(/> (\S+)$/.exec(rest)?.[1]);
  });

  it('start hooks from scripts of the repository, in one process that sees all files', () => {
    for (const hook of parse(read('.pre-commit-hooks.yaml'))) {
      expect(hook).toMatchObject({ language: 'script', require_serial: true });
      expect(statSync(path.join(root, hook.entry.split(' ')[0])).mode & 0o111).toBe(0o111);
    }
  });
});

describe('action.yml', () => {
  it('names options that are there, and takes inputs through the environment only', async () => {
    const action = parse(read('action.yml')) as { runs: { steps: { run?: string }[] } };
    const { out: help } = await alert40(['lint', '--help']);
    const scripts = action.runs.steps.flatMap(({ run }) => run ?? []).join('\n');
    expect(scripts).not.toContain('${{');
    for (const [option] of scripts.matchAll(/--(?:preset|since|format)\b/g))
      expect(help).toContain(option);
  });
});

describe('docs/ci.md', () => {
  it('shows settings that are valid and commands that are there', async () => {
    const page = read('docs/ci.md');
    const yaml = /```yaml\n# yaml-language-server[^\n]*\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    expect(settingsSchema.safeParse(parse(yaml)).success).toBe(true);
    const { out: help } = await alert40(['lint', '--help']);
    for (const [option] of page.matchAll(
      /--(?:format|rules|baseline|write-baseline|since|fail-on)\b/g,
    ))
      expect(help).toContain(option);
  });
});
