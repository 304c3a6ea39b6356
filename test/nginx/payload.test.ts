/**
 * The payload is crossplane's. `fixtures/payload/<case>/expected.json` is what
 * `crossplane parse --include-comments nginx.conf` (0.5.8) prints in that folder;
 * where crossplane is installed, it is asked again.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { payloadJson, type Statement, toPayload } from '../../src/nginx/payload.ts';

const fixtures = path.join(import.meta.dirname, 'fixtures/payload');
const crossplane = process.env.ALERT40_CROSSPLANE ?? 'crossplane';

function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const configs = names.filter((n) => n.endsWith('.conf'));
  return Object.fromEntries(configs.map((n) => [n, readFileSync(path.join(folder, n), 'utf8')]));
}

function hasCrossplane(): boolean {
  try {
    execFileSync(crossplane, ['--version']);
    return true;
  } catch {
    return false;
  }
}

describe('payload', () => {
  const cases = readdirSync(fixtures);
  it.each(cases)('is what crossplane makes of %s', (name) => {
    const folder = path.join(fixtures, name);
    const expected = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8'));
    const set = loadConfig('nginx.conf', memoryFiles(filesOf(folder)));
    expect(JSON.parse(payloadJson(toPayload(set, { comments: true })))).toEqual(expected);
  });

  it.runIf(hasCrossplane())('was recorded from the crossplane that is installed', () => {
    for (const name of cases) {
      const cwd = path.join(fixtures, name);
      const answer = execFileSync(crossplane, ['parse', '--include-comments', 'nginx.conf'], {
        cwd,
      });
      const expected = JSON.parse(readFileSync(path.join(cwd, 'expected.json'), 'utf8'));
      expect(JSON.parse(answer.toString())).toEqual(expected);
    }
  });

  const payload = (text: string, options = {}) =>
    toPayload(loadConfig('f', memoryFiles({ f: text })), options);

  it('adds positions on request', () => {
    expect(payload('a;\n  b "c" d; # e\n', { positions: true }).config[0]?.parsed[1]).toEqual({
      directive: 'b',
      line: 2,
      args: ['c', 'd'],
      column: 3,
      start: 5,
      end: 13,
      argRanges: [
        [7, 10],
        [11, 12],
      ],
    });
  });

  it("reports what is wrong in nginx's words and goes on", () => {
    const broken = payload('a {\n  proxy_pass x\n}\n}\ninclude nowhere;\n');
    expect(broken.status).toBe('failed');
    expect(broken.errors).toEqual([
      { file: 'f', error: 'directive "proxy_pass" is not terminated by ";" in f:2', line: 2 },
      { file: 'f', error: 'unexpected "}" in f:4', line: 4 },
      {
        file: 'f',
        error: 'open() "nowhere" failed (2: No such file or directory) in f:5',
        line: 5,
      },
    ]);
    expect(broken.config[0]?.parsed).toHaveLength(2);
    const missing = toPayload(loadConfig('gone', memoryFiles({})));
    expect(missing.errors[0]?.error).toBe('open() "gone" failed (2: No such file or directory)');
  });

  it('shows template tags as remarks', () => {
    const [tag] = payload('{% if x %}\na;\n', { comments: true }).config[0]?.parsed ?? [];
    expect(tag).toEqual({
      directive: '#',
      line: 1,
      args: [],
      comment: '{% if x %}',
      template: 'jinja',
    });
  });

  it('may be nested deeper than the stack', () => {
    const depth = 100_000;
    const json = payloadJson(payload('a {\n'.repeat(depth) + '}'.repeat(depth)));
    expect(json.match(/"directive":"a"/g)).toHaveLength(depth);
    const shallow = payload('a "b\\"" { c; } # d\n', { comments: true });
    let statement: Statement | undefined = shallow.config[0]?.parsed[0];
    expect(statement?.block?.[0]?.directive).toBe('c');
    statement = shallow.config[0]?.parsed[1];
    expect(statement?.comment).toBe(' d');
  });
});
