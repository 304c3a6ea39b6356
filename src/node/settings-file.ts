/** Reads `.alert40.yaml`. Apart, because what reads and checks it is large and most have none. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { RULES } from '../lint/list.ts';
import type { Settings } from '../lint/settings.ts';
import { settingsSchema } from '../lint/settings-schema.ts';
import { message } from '../text/message.ts';
import { errnoOf, Problem } from './problem.ts';

/** Throws a `Problem` for a file that cannot be read or says what no setting means. */
export function readSettings(file: string): Settings {
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
