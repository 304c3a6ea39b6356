/** Finds `.alert40.yaml`, and reads the baseline. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Baseline } from '../lint/baseline.ts';
import type { Preset } from '../lint/rule.ts';
import type { Settings } from '../lint/settings.ts';
import { pathMatcher } from '../nginx/glob.ts';
import { message } from '../text/message.ts';
import { Problem } from './problem.ts';

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

/** The settings file for what is linted at a path: the one that is asked for, else the nearest above. */
export function settingsFileFor(at: string, asked: Pick<Asked, 'settings'>): string | null {
  return asked.settings ?? nearest(at);
}

export type LintSettings = ReturnType<typeof settingsFrom>;

/** What a settings file says (the defaults, when there is none), with what was asked for in its place. */
export function settingsFrom(read: Settings, file: string | null, asked: Asked) {
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
  if (globs.length === 0) return () => false;
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
