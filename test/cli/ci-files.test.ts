/** What other programs read of the linter: hooks, action, matcher, schema of the settings, and the page about them. */
import { readFileSync } from 'node:fs';
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
  it('reads the findings of --format text', async () => {
    const { out } = await alert40(['lint', 'nginx.conf']);
    const [{ pattern }] = JSON.parse(read('docs/problem-matcher.json')).problemMatcher;
    const [file, place] = pattern as { regexp: string }[];
    const lines = out.split('\n');
    const at = lines.findIndex((line) => new RegExp(place?.regexp ?? '').test(line));
    expect(at).toBeGreaterThan(0);
    expect(lines[at - 1]).toMatch(new RegExp(file?.regexp ?? ''));
    expect(lines[at - 1]).toBe('nginx.conf');
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
