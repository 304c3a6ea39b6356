/** What the README shows is what the program prints. `npx vitest -u test/readme.test.ts` brings it up to date. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/cli/commands/list.ts';
import { inFolder } from './cli/incident.ts';
import { alert40 } from './cli/run.ts';

inFolder();
const FILE = path.resolve(import.meta.dirname, '../README.md');
const readme = readFileSync(FILE, 'utf8');
const EXAMPLE = /```console\n\$ alert40 ([^\n]*)\n[\s\S]*?```/g;

describe('README', () => {
  it('shows what the program prints', async () => {
    let shown = readme;
    const examples = [...readme.matchAll(EXAMPLE)];
    expect(examples.length).toBeGreaterThan(1);
    for (const [block, line = ''] of examples) {
      const { code, out } = await alert40(line.split(' '));
      expect(code, line).toBeLessThan(2);
      shown = shown.replace(block, () => `\`\`\`console\n$ alert40 ${line}\n${out}\`\`\``);
    }
    await expect(shown).toMatchFileSnapshot(FILE);
  });

  it('lists every command in the words of --help', () => {
    for (const { usage, summary } of COMMANDS) {
      const row = `| \`alert40 ${usage.replace('...', '…').replaceAll('|', '\\|')}\` | ${summary} |`;
      expect(readme).toContain(row);
    }
  });

  it('names files that are there', () => {
    const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map((m) => m[1] as string);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) readFileSync(path.join(path.dirname(FILE), link));
  });
});
