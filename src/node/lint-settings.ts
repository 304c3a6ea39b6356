/** Finds and reads `.alert40.yaml` and the baseline. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Baseline } from '../lint/baseline.ts';
import { RULES } from '../lint/list.ts';
import type { Preset } from '../lint/rule.ts';
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../lint/settings.ts';
import { pathMatcher } from '../nginx/glob.ts';
import { message } from '../text/message.ts';
import { Problem } from './problem.ts';

interface Asked {
  readonly settings?: string;
  readonly preset?: Preset;
  readonly expires?: string;
  readonly baseline?: string;
}

/** The settings for what is linted at a path: of the file that is asked for, else the nearest one above. */
export function settingsFor(at: string, asked: Asked) {
  const file = asked.settings ?? nearest(at);
  const read = file === null ? DEFAULT_SETTINGS : readSettings(file);
  const rules: Settings = {
    ...read,
    ...(asked.preset && { extends: asked.preset }),
    ...(asked.expires && { expires: asked.expires }),
  };
  const folder = file === null ? '.' : path.dirname(file);
  const known =
    asked.baseline ?? (read.baseline === undefined ? null : path.join(folder, read.baseline));
  return {
    rules,
    baseline: known === null ? null : readBaseline(known),
    ignored: ignoring(rules.ignore, folder),
  };
}

function nearest(at: string): string | null {
  let folder = path.resolve(existsSync(at) && statSync(at).isDirectory() ? at : path.dirname(at));
  for (;;) {
    const file = path.join(folder, '.alert40.yaml');
    if (existsSync(file)) return file;
    const above = path.dirname(folder);
    if (above === folder) return null;
    folder = above;
  }
}

function readSettings(file: string): Settings {
  const fail = (reason: string) =>
    new Problem(message('lint.bad-settings', { path: file, reason }));
  let data: unknown;
  try {
    data = parse(readFileSync(file, 'utf8')) ?? {};
  } catch (error) {
    throw fail(String((error as Error).message).split('\n')[0] ?? '');
  }
  const result = settingsSchema.safeParse(data);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw fail(`${issue?.path.join('.') || 'top level'}: ${issue?.message}`);
  }
  const unknown = Object.keys(result.data.rules).find(
    (id) => !RULES.some((rule) => rule.id === id),
  );
  if (unknown !== undefined)
    throw new Problem(message('lint.unknown-rule', { path: file, rule: unknown }));
  return result.data;
}

function readBaseline(file: string): Baseline {
  try {
    const data = JSON.parse(readFileSync(file, 'utf8')) as Baseline;
    if (data.schema === 'alert40/baseline/1' && Array.isArray(data.findings)) return data;
  } catch {
    // Said below.
  }
  throw new Problem(message('lint.bad-baseline', { path: file }));
}

function ignoring(globs: readonly string[], folder: string): (file: string) => boolean {
  const matchers = globs.map((glob) => pathMatcher(glob));
  return (file) => {
    const relative = path.relative(folder, file);
    return matchers.some((matches) => matches(relative) || matches(path.basename(file)));
  };
}
