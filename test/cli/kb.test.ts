/** `alert40 kb` as it is built: the fast path answers as the program proper does, and leaves the rest to it. */
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openKnowledge } from '../../src/node/kb-files.ts';
import { knowledgeBase } from '../kb/entries.ts';

const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'dist/cli.cjs');
const LINE =
  '2026/11/21 07:27:09 [error] 812#812: *7 SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream, client: 10.0.1.55';

const OTHER = LINE.replace(
  /SSL_do_handshake.* while/,
  'upstream SSL certificate verify error: (20:unable to get local issuer certificate) while',
);

beforeAll(() => {
  const ensure = "import('./scripts/setup.mjs').then((setup) => setup.ensureBuild())";
  execFileSync(process.execPath, ['-e', ensure], { cwd: root, stdio: 'ignore' });
}, 120_000);

function run(args: readonly string[], lang = 'C', input = '') {
  const env = { ...process.env, LC_ALL: lang, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    env,
    input,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('kb lookup', () => {
  for (const lang of ['C', 'zh_CN.UTF-8'])
    it(`says with and without the program proper the same, ${lang}`, () => {
      const fast = run(['kb', 'lookup', LINE], lang);
      // An option makes the program proper answer.
      const whole = run(['kb', 'lookup', LINE, '--color', 'never'], lang);
      expect(fast).toEqual(whole);
      expect(fast.status).toBe(0);
      expect(fast.stdout).toContain('nginx/ssl-handshake-failed-client-hello');
      expect(/\p{Script=Han}/u.test(fast.stdout.split('\n').slice(2).join('\n'))).toBe(
        lang !== 'C',
      );
    });

  it('says all that is found, with and without the program proper', () => {
    const both = `${OTHER}\n${LINE}`;
    const fast = run(['kb', 'lookup', both]);
    expect(fast).toEqual(run(['kb', 'lookup', both, '--color', 'never']));
    for (const one of [LINE, OTHER])
      expect(fast.stdout).toContain(run(['kb', 'lookup', one]).stdout.trim());
  });

  it('reads standard input', () => {
    const { status, stdout } = run(['kb', 'lookup', '-'], 'C', `${LINE}\n`);
    expect({ status, stdout }).toEqual({ status: 0, stdout: run(['kb', 'lookup', LINE]).stdout });
  });

  it('finds nothing in harmless text, and says so', () => {
    const { status, stdout, stderr } = run(['kb', 'lookup', 'start worker processes']);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^alert40: .+\n$/);
  });

  it('prints data with --format json', () => {
    const { stdout } = run(['kb', 'lookup', LINE, '--format', 'json']);
    const [found] = JSON.parse(stdout);
    expect(found.entry.id).toBe('nginx/ssl-handshake-failed-client-hello');
  });
});

describe('the knowledge base of the package', () => {
  it('is the one of the project, entry by entry', () => {
    const opened = openKnowledge(path.join(root, 'dist/kb'));
    const read = opened?.index.map((indexed) => opened.entry(indexed));
    expect(read).toEqual(JSON.parse(JSON.stringify(knowledgeBase.compiled)));
    expect(opened?.rules().length).toBe(knowledgeBase.rules.length);
  });

  it('is listed and shown', () => {
    expect(run(['kb', 'list']).stdout.trimEnd().split('\n')).toHaveLength(
      knowledgeBase.compiled.length,
    );
    expect(run(['kb', 'show', 'verify-20']).stdout).toMatch(/^# /);
    const unknown = run(['kb', 'show', 'verify-2000']);
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toMatch(/^alert40: .+\n$/);
  });
});
