/** The public surface, pinned by literals, and the package as its users get it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pkg from '../package.json' with { type: 'json' };
import { CAUSE_IDS } from '../src/causes/ids.ts';
import { COMMANDS } from '../src/cli/commands/list.ts';
import { FORMATS } from '../src/cli/formats.ts';

const root = path.resolve(import.meta.dirname, '..');
const program = path.join(root, 'dist/cli.cjs');
const example = path.join(root, 'examples/missing-sni');
let folder = '';

beforeAll(() => {
  const ensure = "import('./scripts/setup.mjs').then((setup) => setup.ensureBuild())";
  execFileSync(process.execPath, ['-e', ensure], { cwd: root, stdio: 'ignore' });
  folder = mkdtempSync(path.join(tmpdir(), 'alert40-package-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the public surface', () => {
  it('has these causes', () => {
    expect(CAUSE_IDS.join(' ')).toBe(
      'sni-not-sent sni-wrong-name certificate-name-mismatch ca-not-trusted self-signed chain-incomplete verify-depth-too-small cert-expired cert-not-yet-valid cert-revoked crl-missing-or-expired cert-wrong-purpose weak-certificate trusted-certificate-missing protocol-version-mismatch cipher-mismatch curve-mismatch sigalg-mismatch dh-key-too-small legacy-renegotiation clienthello-too-big alpn-mismatch client-certificate-required client-certificate-rejected client-certificate-key-mismatch client-certificate-unreadable upstream-not-tls plain-http-to-tls-port proxy-protocol-expected proxy-protocol-unexpected peer-closed-connection handshake-timeout session-reuse directive-unsupported-by-version config-syntax not-tls',
    );
  });

  it('has these commands and formats', () => {
    const names = COMMANDS.map((c) => c.name);
    expect(names).toEqual(expect.arrayContaining(['diagnose', 'fix', 'inspect', 'parse', 'probe']));
    expect(names).toEqual(expect.arrayContaining(['rehearse', 'lint', 'export']));
    expect(new Set(names).size).toBe(names.length);
    expect(FORMATS).toEqual(['text', 'json', 'markdown', 'html', 'sarif']);
  });

  it('exports this, and works without Node', async () => {
    const file = path.join(root, 'dist/index.js');
    const library = await import(pathToFileURL(file).href);
    expect(Object.keys(library).sort().join(' ')).toBe(
      'CAUSE_IDS DEFAULT_SETTINGS FAMILIES IncidentCollector LogScanner VERSION applyEdits buildScopes diagnose diagnoseRead diagnoseTexts diffOf editsByFile htmlReport inspectJson inspectText jsonReport lint lintRows loadConfig looksBinary markdownReport matcher memoryFiles parseConfig parseLine planRepairs positionIn print printable readEvidence redact sarifReport say sheetRows summaryOf textReport unifiedDiff upstreamPaths viewOf walk',
    );
    expect(readFileSync(file, 'utf8')).not.toMatch(/\bfrom ?"(?:node:|fs|path)|\brequire\(/);
    const diagnosis = library.diagnoseTexts({
      log: readFileSync(path.join(example, 'error.log'), 'utf8'),
      config: readFileSync(path.join(example, 'nginx.conf'), 'utf8'),
    });
    expect(diagnosis.incidents[0].verdict).toBe('sni-not-sent');
  });

  it('has types that a strict project can use', () => {
    const user = path.join(folder, 'user');
    mkdirSync(path.join(user, 'node_modules'), { recursive: true });
    symlinkSync(root, path.join(user, 'node_modules/alert40'));
    writeFileSync(path.join(user, 'package.json'), '{"type":"module"}');
    writeFileSync(
      path.join(user, 'use.ts'),
      "import { diagnoseTexts, type Diagnosis } from 'alert40';\nconst d: Diagnosis = diagnoseTexts({ log: '' });\nexport const n: number = d.incidents.length;\n// @ts-expect-error a diagnosis is no string\nexport const s: string = d;\n",
    );
    const compilerOptions = {
      noEmit: true,
      strict: true,
      module: 'nodenext',
      target: 'es2022',
      lib: ['es2023', 'dom'],
      types: [],
    };
    const project = JSON.stringify({ compilerOptions, files: ['use.ts'] });
    writeFileSync(path.join(user, 'tsconfig.json'), project);
    const tsc = path.join(root, 'node_modules/.bin/tsc');
    const run = spawnSync(tsc, ['-p', '.'], { cwd: user, encoding: 'utf8' });
    expect(run.stdout).toBe('');
    // A compiler on a busy machine takes its time.
  }, 240_000);

  it('needs no other package', () => {
    expect(pkg).not.toHaveProperty('dependencies');
    expect(pkg).not.toHaveProperty('peerDependencies');
    const files = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    )[0].files.map((f: { path: string }) => f.path);
    const outside = files.filter((f: string) => !f.startsWith('dist/'));
    expect(outside.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
  });
});

describe('the program', { timeout: 120_000 }, () => {
  /** Runs the built program as a process of its own. */
  function run(args: readonly string[], input?: string) {
    return spawnSync(process.execPath, [program, ...args], {
      cwd: example,
      encoding: 'utf8',
      ...(input !== undefined && { input }),
    });
  }

  it('has the exit codes 0, 1 and 2', () => {
    expect(run(['--version'])).toMatchObject({ status: 0, stdout: `${pkg.version}\n`, stderr: '' });
    expect(run(['diagnose', 'error.log', '-c', 'nginx.conf']).status).toBe(1);
    expect(run(['diagnose', '-', '-c', 'nginx.conf'], '').status).toBe(0);
    expect(run(['diagnose', 'gone.log', '-c', 'nginx.conf'])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'alert40: There is no file gone.log.\n',
    });
  });

  it('reads the log from a pipe', () => {
    const log = readFileSync(path.join(example, 'error.log'), 'utf8');
    expect(run(['diagnose', '-', '-c', 'nginx.conf'], log).stdout).toContain('sni-not-sent');
  });

  it('loads one language, few files, and no module of Node that only some runs need', () => {
    const hook = path.join(folder, 'loaded.cjs');
    writeFileSync(
      hook,
      `process.on('exit', () => console.error(JSON.stringify({
        files: Object.keys(require.cache).map((file) => require('node:path').basename(file)),
        modules: process.moduleLoadList,
      })));`,
    );
    for (const language of ['en', 'zh']) {
      const args = ['diagnose', 'error.log', '-c', 'nginx.conf', '--lang', language];
      const { stderr } = spawnSync(process.execPath, ['-r', hook, program, ...args], {
        cwd: example,
        encoding: 'utf8',
      });
      const { files, modules } = JSON.parse(stderr) as Record<'files' | 'modules', string[]>;
      expect(files.filter((file) => file.endsWith('.json'))).toEqual([`${language}.json`]);
      expect(files.length).toBeLessThan(20);
      for (const name of ['child_process', 'crypto', 'dns', 'readline'])
        expect(modules).not.toContain(`NativeModule ${name}`);
    }
  });

  it('falls silent when its reader has seen enough', () => {
    const large = path.join(folder, 'large.conf');
    writeFileSync(large, 'proxy_ssl_server_name on;\n'.repeat(100_000));
    const command = `"$0" "$1" parse "$2" | head -c 1`;
    const bash = ['-c', command, process.execPath, program, large];
    const piped = spawnSync('bash', bash, { encoding: 'utf8' });
    expect(piped.stdout).toBe('{');
    expect(piped.stderr).toBe('');
  });

  it('explains each command', () => {
    for (const { name } of COMMANDS) {
      const help = run([name, '--help']);
      expect(help.status, name).toBe(0);
      expect(help.stdout, name).toContain(`Usage: alert40 ${name}`);
      expect(help.stdout, name).toMatch(/^Examples?:$/m);
    }
  });
});
