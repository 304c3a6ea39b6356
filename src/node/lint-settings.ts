/** Finds and reads `.alert40.yaml` and the baseline. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Baseline } from '../lint/baseline.ts';
import { RULES } from '../lint/list.ts';
import type { Preset } from '../lint/rule.ts';
import { DEFAULT_SETTINGS, type Settings } from '../lint/settings.ts';
import { settingsSchema } from '../lint/settings-schema.ts';
import { pathMatcher } from '../nginx/glob.ts';
import { message } from '../text/message.ts';
import { errnoOf, Problem } from './problem.ts';

interface Asked {
  readonly settings?: string;
  readonly preset?: Preset;
  readonly expires?: string;
  readonly baseline?: string;
  /** A baseline is about to be written: the one that the settings name need not be there. */
  readonly writeBaseline?: string;
}

/** Findings that were there before. */
export interface KnownFindings {
  readonly baseline: Baseline;
  /** How the baseline names a file. */
  readonly nameOf: (file: string) => string;
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
  const stated = read.baseline === undefined ? null : path.join(folder, read.baseline);
  const known = asked.writeBaseline === undefined ? (asked.baseline ?? stated) : null;
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
    if (errnoOf(error) === 'ENOENT') throw new Problem(message('config.not-found', { path: file }));
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

function readBaseline(file: string): KnownFindings {
  try {
    const data = JSON.parse(readFileSync(file, 'utf8')) as Baseline;
    if (data.schema === 'alert40/baseline/1' && Array.isArray(data.findings))
      return { baseline: data, nameOf: relativeTo(file) };
  } catch {
    // Said below.
  }
  throw new Problem(message('lint.bad-baseline', { path: file }));
}

/** How a baseline names files: relative to its own folder, with slashes. */
export function relativeTo(baseline: string): (file: string) => string {
  const folder = path.resolve(path.dirname(baseline));
  return (file) => path.relative(folder, path.resolve(file)).split(path.sep).join('/');
}

function ignoring(globs: readonly string[], folder: string): (file: string) => boolean {
  const patterns = globs.map((glob) => glob.replace(/^\.\/|\/+$/g, '').split('/'));
  return (file) => {
    const names = path.relative(folder, file).split(path.sep);
    return patterns.some((p) => covers(p, names) || (p.length === 1 && covers(p, names.slice(-1))));
  };
}

/** A pattern covers the files that it names and all that stands below the folders that it names. */
function covers(pattern: readonly string[], names: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return true;
  if (first === '**') return names.some((_, i) => covers(rest, names.slice(i)));
  const [name, ...others] = names;
  return name !== undefined && pathMatcher(first)(name) && covers(rest, others);
}
