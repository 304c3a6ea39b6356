/** The set-ups for CI that the README shows, run by the programs that run them, on a configuration that fails and its repair. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addNode, Image } from './image.ts';
import { commitAll, git, makeSource, root, TAG } from './source.ts';
import { folderOf, needTools, program } from './tools.ts';

const work = mkdtempSync(path.join(tmpdir(), 'alert40-ci-'));
const source = path.join(work, 'source');
beforeAll(() => makeSource(source));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** The packages are those of this work tree: with its cache of them, five installations need not fetch them anew. */
const npmCache = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim();

const BROKEN = 'location /v2/ {\n    proxy_pass https://api.example.com;\n}\n';
const REPAIRED = BROKEN.replace('\n}', '\n    proxy_ssl_server_name on;\n}');

/** A snippet as the README shows it, with what stands for this repository put in. */
function snippet(before: string, place: string): string {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  const after = readme.slice(readme.indexOf(before));
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(after) ?? [];
  expect(yaml).toContain('ALERT40');
  return yaml.replaceAll('ALERT40', place).replaceAll('REVISION', TAG);
}

/** A user's repository with one configuration and one more file. */
function project(name: string, file: string, text: string): string {
  const folder = path.join(work, name);
  mkdirSync(path.join(folder, 'deploy', 'nginx'), { recursive: true });
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
  write(folder, BROKEN);
  commitAll(folder);
  return folder;
}

const config = (folder: string) => path.join(folder, 'deploy', 'nginx', 'nginx.conf');
const write = (folder: string, text: string) => writeFileSync(config(folder), text);

function run(cwd: string, what: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const clean = Object.entries(process.env).filter(
    ([key]) => !/^(?:npm_|VITEST|NODE_ENV$)/i.test(key),
  );
  const { status, stdout, stderr } = spawnSync(what, args, {
    cwd,
    encoding: 'utf8',
    env: { ...Object.fromEntries(clean), HOME: work, npm_config_cache: npmCache, ...env },
  });
  return { status, output: `${stdout}${stderr}` };
}

describe.skipIf(!(await needTools('pre-commit')))('pre-commit', () => {
  it('fails on the broken configuration, repairs it with alert40-fix, and passes then', () => {
    const folder = project('pre-commit', '.pre-commit-config.yaml', snippet('pre-commit:', source));
    const commit = () =>
      run(folder, program('pre-commit'), ['run', '--all-files'], {
        PRE_COMMIT_HOME: path.join(work, 'pre-commit-home'),
      });
    const first = commit();
    expect(first.status, first.output).toBe(1);
    expect(first.output).toMatch(/nginx\.conf\n\s+2:5\s+warning\s+sni-off/);
    const hooks = path.join(folder, '.pre-commit-config.yaml');
    const text = readFileSync(hooks, 'utf8');
    writeFileSync(hooks, text.replace('id: alert40', 'id: alert40-fix'));
    expect(commit().output).toContain('files were modified by this hook');
    expect(readFileSync(config(folder), 'utf8')).toBe(REPAIRED);
    writeFileSync(hooks, text);
    const last = commit();
    expect(last.status, last.output).toBe(0);
    expect(last.output).toContain('Passed');
  });
});

describe.skipIf(!(await needTools('gitlab-ci-local')))('GitLab', () => {
  it('fails with a code quality report, and passes on the repaired configuration', () => {
    const place = path.join(work, 'gitlab-alert40');
    const yaml = snippet('GitLab, with', `file://${source}`).replaceAll('/opt/alert40', place);
    const folder = project('gitlab', '.gitlab-ci.yml', yaml);
    git(folder, 'remote', 'add', 'origin', 'git@gitlab.com:team/shop.git');
    const job = () => {
      rmSync(place, { recursive: true, force: true });
      return run(folder, program('gitlab-ci-local'), [
        '--force-shell-executor',
        '--no-color',
        'nginx',
      ]);
    };
    const bad = job();
    expect(bad.status, bad.output).toBe(1);
    const [report] = [
      path.join(folder, 'gl-code-quality-report.json'),
      path.join(folder, '.gitlab-ci-local/artifacts/nginx/gl-code-quality-report.json'),
    ].filter(existsSync);
    const findings = JSON.parse(readFileSync(report ?? '', 'utf8'));
    expect(findings).toHaveLength(1);
    expect(findings[0].location.path).toBe('deploy/nginx/nginx.conf');
    expect(findings[0].location.lines.begin).toBe(2);
    write(folder, REPAIRED);
    const good = job();
    expect(good.status, good.output).toBe(0);
  });
});

describe.skipIf(!(await needTools('act')))('GitHub', () => {
  /** Stands in for GitHub's own action, which cannot be fetched here: Node is on this machine. */
  const NODE =
    'name: setup-node\nruns: {using: composite, steps: [{shell: bash, run: node --version}]}\n';

  it('annotates the broken line, writes SARIF, and passes on the repaired configuration', () => {
    const node = path.join(work, 'setup-node');
    mkdirSync(node);
    writeFileSync(path.join(node, 'action.yml'), NODE);
    commitAll(node);
    const sarifFile = path.join(work, 'alert40.sarif');
    const workflow = `${snippet('GitHub, with', 'alert40/alert40')}          sarif: ${sarifFile}\n`;
    const folder = project('github', '.github/workflows/nginx.yml', workflow);
    git(folder, 'remote', 'add', 'origin', 'https://github.com/team/shop.git');
    const job = () =>
      run(folder, program('act'), [
        'pull_request',
        ...['-P', 'ubuntu-latest=-self-hosted'],
        ...['--local-repository', `alert40/alert40@${TAG}=${source}`],
        ...['--local-repository', `actions/setup-node@v4=${node}`],
      ]);
    const bad = job();
    expect(bad.status, bad.output).toBe(1);
    expect(bad.output).toContain('sni-off');
    expect(bad.output).toContain('deploy/nginx/nginx.conf');
    const sarif = JSON.parse(readFileSync(sarifFile, 'utf8'));
    expect(sarif.runs[0].results[0].ruleId).toBe('sni-off');
    write(folder, REPAIRED);
    const good = job();
    expect(good.status, good.output).toBe(0);
  });
});

describe.skipIf(!(await needTools('debian')))('Dockerfile', () => {
  it('builds an image that lints what is mounted into it, as a user without rights', () => {
    const images = path.join(work, 'images');
    mkdirSync(images);
    const base = path.join(images, 'node');
    execFileSync('cp', ['-a', '--reflink=auto', path.join(folderOf('debian'), 'root'), base]);
    addNode(base);
    const image = new Image(images, base);
    image.build(source);
    const folder = project('container', 'README', '');
    // The user of the image is nobody here.
    chmodSync(work, 0o755);
    const bad = image.run(folder, ['lint', 'deploy/nginx']);
    expect(bad.status, bad.output).toBe(1);
    expect(bad.output).toContain('sni-off');
    write(folder, REPAIRED);
    const good = image.run(folder, ['lint', '.']);
    expect(good.status, good.output).toBe(0);
    expect(image.run(folder, ['lint', '--since', 'HEAD', '.']).output).toContain('No findings');
  });
});
