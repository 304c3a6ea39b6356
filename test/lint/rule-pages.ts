/** The pages of the rules, and their examples as whole configurations. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { type RulePage, rulePage } from '../../src/kb/schema.ts';

const directory = path.resolve(import.meta.dirname, '../../kb/rules');

export const rulePages: readonly RulePage[] = readdirSync(directory).map((file) =>
  rulePage.parse(parse(readFileSync(path.join(directory, file), 'utf8'))),
);

/** An example stands on its own: a location goes into a server, and all of it into http. */
export function whole(example: string): string {
  const server = /^\s*(?:#.*\n\s*)*location/.test(example)
    ? `server {\n    listen 8080;\n${example}}\n`
    : example;
  return `events {}\nhttp {\n${server}}\n`;
}
