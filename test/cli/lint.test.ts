import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Log } from 'sarif';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/lint/list.ts';
import { need } from '../real/need.ts';
import { inFolder } from './incident.ts';
import { alert40 } from './run.ts';
import { checkSarif, checkXml, gitlabErrors } from './well-formed.ts';

inFolder();

const MAIN = 'events {}\nhttp {\n    include conf.d/*.conf;\n}\n';
const server = (location: string) =>
  `server {\n    listen 8080;\n    location / {\n${location.replace(/^(?=.)/gm, '        ')}    }\n}\n`;
const GOOD = server('proxy_pass https://api.example.com;\nproxy_ssl_server_name on;\n');
const BAD = server('proxy_pass https://api.example.com;\n');
/** A rule that only warns, by severity `note`, is not among the recommended ones. */
const OFF = server(
  'proxy_pass https://api.example.com;\nproxy_ssl_server_name on;\nproxy_ssl_verify off;\n',
);

function tree(location: string, folder = 'nginx'): void {
  mkdirSync(`${folder}/conf.d`, { recursive: true });
  writeFileSync(`${folder}/nginx.conf`, MAIN);
  writeFileSync(`${folder}/conf.d/api.conf`, location);
}

async function rules(...args: string[]): Promise<readonly string[]> {
  const { out, err } = await alert40(['lint', '--format', 'json', ...args]);
  expect(err).toBe('');
  return (JSON.parse(out) as { findings: { rule: string }[] }).findings.map((f) => f.rule);
}

describe('exit codes', () => {
  it('is 0 when nothing is found, and says how much was read', async () => {
    tree(GOOD);
    const { code, out, err } = await alert40(['lint', 'nginx']);
    expect(err).toBe('');
    expect(out).toBe(
      'No findings. Read 2 files with 1 place that proxies and 0 upstream groups.\n',
    );
    expect(code).toBe(0);
  });

  it('is 1 when something is found, with file, line, column and rule', async () => {
    tree(BAD);
    const { code, out } = await alert40(['lint', 'nginx']);
    expect(code).toBe(1);
    expect(out).toContain('nginx/conf.d/api.conf\n  4:9  warning  sni-off\n');
  });

  it('is 0 below the severity that --fail-on names', async () => {
    tree(BAD);
    expect((await alert40(['lint', 'nginx', '--fail-on', 'error'])).code).toBe(0);
    expect((await alert40(['lint', 'nginx', '--fail-on', 'note'])).code).toBe(1);
  });

  it('is 2 with one sentence when a path is missing', async () => {
    const { code, out, err } = await alert40(['lint', 'nowhere']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^alert40: .*nowhere.*\n$/);
  });

  it('is 2 with one sentence when there is no configuration below the path', async () => {
    mkdirSync('empty');
    const { code, out, err } = await alert40(['lint', 'empty']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe('alert40: There is no nginx configuration below empty.\n');
  });

  it('is 1 for what cannot be read: it is a finding, never silently skipped', async () => {
    tree('server { listen 80; location / { proxy_pass https://a.example.com\n');
    expect(await rules('nginx')).toContain('unreadable');
  });
});

describe('what is stated', () => {
  it.each([
    ['--expires', 'soon'],
    ['--expires', '1y'],
    ['--expires', '30'],
    ['--nginx-version', 'new'],
    ['--openssl-version', 'x'],
  ])('%s %s is one sentence and exit code 2', async (option, value) => {
    tree(GOOD);
    const { code, out, err } = await alert40(['lint', 'nginx', option, value]);
    expect([code, out]).toEqual([2, '']);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain(value);
  });
});

describe('what is linted', () => {
  it('counts what only the rendering of a template tells', async () => {
    writeFileSync('site.conf.j2', `${GOOD}{{ more }}\n`);
    const { code, out } = await alert40(['lint', 'site.conf.j2']);
    expect(code).toBe(0);
    expect(out).toContain('  8:1  note  unreadable\n');
    expect(out.replace(/\s+/g, ' ')).toContain('1 place of a template could not be checked.');
  });

  it('is each file once, in the context it is included in', async () => {
    tree(BAD);
    expect(await rules('nginx', 'nginx/conf.d/api.conf', 'nginx/nginx.conf')).toEqual(['sni-off']);
  });

  it('is a lone location on standard input', async () => {
    const { code, out } = await alert40(['lint', '-'], {
      stdin: 'location / {\n    proxy_pass https://api.example.com;\n}\n',
    });
    expect(code).toBe(1);
    expect(out).toContain('stdin.conf\n  2:5  warning  sni-off\n');
  });

  it('is the output of nginx -T, with the paths of the files in it', async () => {
    const stdin = `# configuration file /etc/nginx/nginx.conf:\n${MAIN.replace('conf.d', '/etc/nginx/conf.d')}\n# configuration file /etc/nginx/conf.d/a.conf:\n${BAD}\n`;
    const { code, out } = await alert40(['lint', '-'], { stdin });
    expect(code).toBe(1);
    expect(out).toContain('/etc/nginx/conf.d/a.conf\n  4:9  warning  sni-off\n');
    const fix = await alert40(['lint', '--fix', '-'], { stdin });
    expect(fix.code).toBe(2);
    expect(fix.err).toContain('--dry-run');
    const diff = await alert40(['lint', '--fix', '--dry-run', '-'], { stdin });
    expect(diff.out).toContain('+++ b/etc/nginx/conf.d/a.conf');
  });

  it.each([[['-']], [['-', 'nginx']]])('is not %j without any text', async (paths) => {
    tree(GOOD);
    const { code, out, err } = await alert40(['lint', ...paths], { stdin: '\n' });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^alert40: .*standard input.*\n$/);
  });

  it('is the working folder when no path is given', async () => {
    writeFileSync('nginx.conf', `events {}\nhttp {\n${BAD}}\n`);
    expect(await rules()).toEqual(['sni-off']);
  });
});

describe('--fix', () => {
  it('writes the repair, keeps the rest, and finds nothing afterwards', async () => {
    tree(BAD);
    const first = await alert40(['lint', '--fix', 'nginx']);
    expect(first.err).toBe('alert40: Repaired nginx/conf.d/api.conf.\n');
    expect(first.code).toBe(0);
    const once = readFileSync('nginx/conf.d/api.conf', 'utf8');
    expect(once).toBe(GOOD);
    const again = await alert40(['lint', '--fix', 'nginx']);
    expect([again.code, again.err]).toEqual([0, '']);
    expect(readFileSync('nginx/conf.d/api.conf', 'utf8')).toBe(once);
  });

  it.runIf(need('patch'))(
    '--dry-run writes nothing and prints what patch -p1 applies',
    async () => {
      tree(BAD);
      const { code, out } = await alert40(['lint', '--fix', '--dry-run', 'nginx']);
      expect(code).toBe(1);
      expect(readFileSync('nginx/conf.d/api.conf', 'utf8')).toBe(BAD);
      execFileSync('patch', ['-p1', '-s'], { input: out });
      expect(readFileSync('nginx/conf.d/api.conf', 'utf8')).toBe(GOOD);
      const again = await alert40(['lint', '--fix', '--dry-run', 'nginx']);
      expect([again.code, again.out]).toEqual([0, '']);
    },
  );

  it('leaves what only a person knows', async () => {
    const text = server('proxy_pass https://10.0.0.1;\n');
    tree(text);
    expect((await alert40(['lint', '--fix', 'nginx'])).code).toBe(1);
    expect(readFileSync('nginx/conf.d/api.conf', 'utf8')).toBe(text);
  });

  it('--dry-run alone is refused', async () => {
    tree(BAD);
    const { code, err } = await alert40(['lint', '--dry-run', 'nginx']);
    expect(code).toBe(2);
    expect(err).toContain('--fix');
  });
});

describe('.alert40.yaml', () => {
  it('sets severities, presets and what to ignore, for everything below it', async () => {
    tree(BAD);
    writeFileSync('.alert40.yaml', 'rules:\n  sni-off: off\n');
    expect(await rules('nginx')).toEqual([]);
    writeFileSync('.alert40.yaml', 'extends: strict\nrules:\n  sni-off: note\n');
    expect(await rules('nginx')).toContain('verify-not-set');
    writeFileSync('.alert40.yaml', 'ignore: [nginx/conf.d/*]\n');
    expect(await rules('nginx')).toEqual([]);
    writeFileSync('other.yaml', 'extends: cis\n');
    expect(await rules('nginx', '--settings', 'other.yaml')).toContain('verify-not-set');
  });

  it.each([
    ['extends: everything\n', /extends/],
    ['rules: {sni-off: loud}\n', /rules\.sni-off/],
    ['rule: {}\n', /rule/],
    ['- a\n', /\.alert40\.yaml/],
    ['rules: {a: [\n', /\.alert40\.yaml/],
    ['expires: 30\n', /expires/],
    ['expires: soon\n', /expires/],
    ['nginx: new\n', /nginx/],
    ['openssl: 3\n', /openssl/],
    ['ignore: conf.d\n', /ignore/],
    ['baseline: [a]\n', /baseline/],
    ['rules: {sni-of: off}\n', /sni-of\b.*--rules/],
  ])('%j is one sentence and exit code 2', async (text, expected) => {
    tree(BAD);
    writeFileSync('.alert40.yaml', text);
    const { code, out, err } = await alert40(['lint', 'nginx']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(expected);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('--settings with a missing file is one sentence', async () => {
    tree(BAD);
    const { code, err } = await alert40(['lint', 'nginx', '--settings', 'none.yaml']);
    expect(code).toBe(2);
    expect(err).toContain('none.yaml');
  });
});

describe('presets', () => {
  it('differ in what they ask for', async () => {
    tree(OFF);
    expect(await rules('nginx')).toContain('verify-off');
    expect(await rules('nginx', '--preset', 'cis')).toContain('verify-off');
    tree(GOOD);
    expect(await rules('nginx')).toEqual([]);
    expect(await rules('nginx', '--preset', 'strict')).toContain('verify-not-set');
    expect(await rules('nginx', '--preset', 'cis')).toEqual(['verify-not-set']);
  });
});

describe('--rules', () => {
  it('lists every rule with its severity', async () => {
    const { code, out } = await alert40(['lint', '--rules']);
    expect(code).toBe(0);
    for (const { id, severity } of RULES)
      expect(out).toMatch(new RegExp(`^${id} +${severity} `, 'm'));
  });
});

describe('baseline', () => {
  it('leaves out what it knows, wherever the line has moved to, and nothing else', async () => {
    tree(BAD);
    const wrote = await alert40(['lint', 'nginx', '--write-baseline', 'known.json']);
    expect(wrote.code).toBe(0);
    expect(await rules('nginx', '--baseline', 'known.json')).toEqual([]);
    writeFileSync('nginx/conf.d/api.conf', `# moved\n\n${BAD.replace(/^ +/gm, '\t')}`);
    expect(await rules('nginx', '--baseline', 'known.json')).toEqual([]);
    writeFileSync('nginx/conf.d/api.conf', `${BAD}${BAD}`);
    expect(await rules('nginx', '--baseline', 'known.json')).toEqual(['sni-off']);
  });

  it('knows the files from another working folder, too', async () => {
    tree(BAD);
    writeFileSync('.alert40.yaml', 'baseline: known.json\n');
    await alert40(['lint', 'nginx', '--write-baseline', 'known.json']);
    process.chdir('nginx');
    expect(await rules('.')).toEqual([]);
  });

  it('that cannot be written is one sentence', async () => {
    tree(BAD);
    const { code, err } = await alert40(['lint', 'nginx', '--write-baseline', 'no/known.json']);
    expect(code).toBe(2);
    expect(err).toBe('alert40: no/known.json cannot be written: ENOENT\n');
  });

  it('keeps --fix from what it knows', async () => {
    tree(BAD);
    await alert40(['lint', 'nginx', '--write-baseline', 'known.json']);
    writeFileSync('nginx/conf.d/new.conf', BAD);
    await alert40(['lint', 'nginx', '--fix', '--baseline', 'known.json']);
    expect(readFileSync('nginx/conf.d/api.conf', 'utf8')).toBe(BAD);
    expect(readFileSync('nginx/conf.d/new.conf', 'utf8')).toBe(GOOD);
  });

  it('that is none is one sentence', async () => {
    tree(BAD);
    writeFileSync('known.json', '{}');
    const { code, err } = await alert40(['lint', 'nginx', '--baseline', 'known.json']);
    expect(code).toBe(2);
    expect(err).toContain('known.json');
  });
});

describe('--since', () => {
  const git = (...args: string[]) =>
    execFileSync(
      'git',
      [
        '-c',
        'user.name=a',
        '-c',
        'user.email=a@example.com',
        '-c',
        'commit.gpgsign=false',
        ...args,
      ],
      { stdio: 'pipe' },
    );

  it('shows findings of changed and of new files only', async () => {
    tree(BAD);
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'first');
    expect(await rules('nginx', '--since', 'HEAD')).toEqual([]);
    writeFileSync('nginx/conf.d/new.conf', BAD);
    expect(await rules('nginx', '--since', 'HEAD')).toEqual(['sni-off']);
    writeFileSync('nginx/conf.d/api.conf', `# changed\n${BAD}`);
    expect(await rules('nginx', '--since', 'HEAD')).toEqual(['sni-off', 'sni-off']);
    git('add', '-A');
    git('commit', '-qm', 'second');
    expect(await rules('nginx', '--since', 'HEAD')).toEqual([]);
    expect(await rules('nginx', '--since', 'HEAD~1')).toEqual(['sni-off', 'sni-off']);
    // Git names files from where it stands.
    process.chdir('nginx/conf.d');
    writeFileSync('newer.conf', BAD);
    expect(await rules('.', '--since', 'HEAD~1')).toEqual(['sni-off', 'sni-off', 'sni-off']);
  });

  it('keeps --fix from files that have not changed', async () => {
    tree(BAD);
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'first');
    writeFileSync('nginx/conf.d/new.conf', BAD);
    await alert40(['lint', 'nginx', '--fix', '--since', 'HEAD']);
    expect(readFileSync('nginx/conf.d/api.conf', 'utf8')).toBe(BAD);
    expect(readFileSync('nginx/conf.d/new.conf', 'utf8')).toBe(GOOD);
  });

  it('says what is wrong with the revision', async () => {
    tree(BAD);
    git('init', '-q');
    const { code, err } = await alert40(['lint', 'nginx', '--since', 'nowhere']);
    expect(code).toBe(2);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toContain('--since');
    const option = await alert40(['lint', 'nginx', '--since', '--output=evil']);
    expect(option.code).toBe(2);
  });
});

describe('suppressions', () => {
  const location = (comment: string) =>
    server(`# alert40-disable-${comment}\nproxy_pass https://api.example.com;\n`);

  it('silence one line or the file when they say why', async () => {
    tree(location('next-line sni-off -- the upstream has one certificate'));
    const { code, out } = await alert40(['lint', 'nginx']);
    expect(code).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toContain('1 silenced by comments.');
    tree(`${location('next-line sni-off -- the upstream has one certificate')}${BAD}`);
    expect(await rules('nginx')).toEqual(['sni-off']);
    tree(`# alert40-disable-file sni-off -- generated\n${BAD}${BAD}`);
    expect(await rules('nginx')).toEqual([]);
  });

  const says = async (comment: string, ...args: string[]) => {
    tree(location(comment));
    const { out } = await alert40(['lint', 'nginx', '--format', 'json', ...args]);
    const all = (JSON.parse(out) as { findings: { rule: string; text: string }[] }).findings;
    return all.map(({ rule, text }) => `${rule}: ${text}`);
  };

  it('of two rules are reported for the one that silences nothing', async () => {
    expect(await says('next-line sni-off, verify-off -- because')).toEqual([
      'suppression: Nothing here breaks verify-off; remove the comment.',
    ]);
  });

  it('of a rule that is off here are left alone, and reported where it is on', async () => {
    const comment = 'next-line sni-off, tls13-not-offered -- because';
    expect(await says(comment)).toEqual([]);
    expect(await says(comment, '--preset', 'strict')).toContain(
      'suppression: Nothing here breaks tls13-not-offered; remove the comment.',
    );
  });

  it.each([
    ['next-line sni-of -- because', 'suppression: There is no rule sni-of,'],
    ['line sni-off -- because', 'suppression: alert40-disable-line does nothing;'],
    ['nextline sni-off -- because', 'suppression: alert40-disable-nextline does nothing;'],
  ])('%j is told what is wrong with it', async (comment, expected) => {
    const [first, second, ...rest] = await says(comment);
    expect(first).toContain(expected);
    expect([second?.split(':')[0], rest]).toEqual(['sni-off', []]);
  });

  it.each([
    ['next-line sni-off', ['suppression', 'sni-off']],
    ['next-line sni-off --', ['suppression', 'sni-off']],
    ['next-line -- because', ['suppression', 'sni-off']],
    ['next-line verify-off -- because', ['suppression', 'sni-off']],
  ])('%j silences nothing and is reported', async (comment, expected) => {
    tree(location(comment));
    expect(await rules('nginx')).toEqual(expected);
  });
});

describe('formats', () => {
  const show = async (format: string) => {
    tree(server('proxy_pass https://api.example.com;\nproxy_ssl_ciphers "a<b&c";\n'));
    writeFileSync('nginx/conf.d/weird%,name.conf', BAD);
    const { code, out } = await alert40(['lint', 'nginx', '--format', format]);
    expect(code).toBe(1);
    return out;
  };

  it('json', async () => {
    const document = JSON.parse(await show('json'));
    expect(document).toMatchObject({ schema: 'alert40/lint/1', read: { files: 3, locations: 2 } });
    expect(document.findings[0]).toMatchObject({ rule: 'sni-off', line: 4, column: 9 });
  });

  it('sarif', async () => {
    const log = JSON.parse(await show('sarif')) as Log;
    checkSarif(log);
    const [run] = log.runs;
    expect(run?.tool.driver.rules?.map((r) => r.id)).toEqual(RULES.map((r) => r.id));
    const result = run?.results?.find((r) => r.ruleId === 'sni-off');
    expect(result?.fixes).toHaveLength(1);
    const rule = run?.tool.driver.rules?.[result?.ruleIndex ?? -1];
    expect(rule?.shortDescription?.text).toMatch(/\s/);
    expect(rule?.help?.text).not.toBe(rule?.shortDescription?.text);
  });

  it.each(['en', 'zh'])('sarif of everything that a report can hold (%s)', async (language) => {
    tree(`${BAD}${server('proxy_pass https://10.0.0.1;\nproxy_ssl_verify off;\n')}`);
    const files = {
      'nginx/shared.conf': `upstream pool { server 10.0.0.1:443; }\n${server('proxy_pass https://pool;\nproxy_ssl_server_name on;\nproxy_ssl_name a.example.com;\n')}${server('proxy_pass https://pool;\nproxy_ssl_server_name on;\nproxy_ssl_name b.example.com;\n')}`,
      'nginx/quiet.conf': server(
        '# alert40-disable-next-line sni-off -- one certificate\nproxy_pass https://api.example.com;\n# alert40-disable-next-line verify-off\n',
      ),
      'nginx/broken.conf': 'server { listen 80; include none.conf; "',
      'nginx/host.conf.j2': server(
        '{% if tls %}\nproxy_pass https://{{ backend }};\n{% endif %}\nproxy_ssl_verify off;\n',
      ),
      'nginx/naïve name%.conf': BAD,
      Dockerfile: `FROM nginx\nCOPY <<EOF /etc/nginx/conf.d/a.conf\n${BAD}EOF\n`,
      'map.yaml': `kind: ConfigMap\napiVersion: v1\ndata:\n  a.conf: |\n${BAD.replace(/^/gm, '    ')}\n`,
    };
    for (const [file, text] of Object.entries(files)) writeFileSync(file, text);
    const args = ['lint', '--format', 'sarif', '--preset', 'strict', '--lang', language];
    const all = JSON.parse((await alert40([...args, '.'])).out) as Log;
    checkSarif(all);
    const results = all.runs[0]?.results ?? [];
    expect(results.some((r) => r.fixes) && results.some((r) => r.relatedLocations)).toBe(true);
    for (const rule of ['unreadable', 'suppression', 'session-shared-between-identities'])
      expect(results.map((r) => r.ruleId)).toContain(rule);
    await alert40(['lint', '--preset', 'strict', '--write-baseline', 'known.json', '.']);
    const none = JSON.parse((await alert40([...args, '--baseline', 'known.json', '.'])).out) as Log;
    checkSarif(none);
    expect(none.runs[0]?.results).toEqual([]);
  });

  it.each(['junit', 'checkstyle'])('%s', async (format) => {
    const out = await show(format);
    checkXml(out);
    expect(out).toContain('sni-off');
    expect(out).toContain('weird%,name.conf');
  });

  it('github', async () => {
    const out = await show('github');
    expect(out).toContain('::warning file=nginx/conf.d/api.conf,line=4,');
    expect(out).toContain('file=nginx/conf.d/weird%25%2Cname.conf,');
    for (const line of out.trim().split('\n'))
      expect(line).toMatch(/^::(error|warning|notice) file=[^,:]+,line=\d+,endLine=\d+,col=\d+/);
  });

  it('gitlab', async () => {
    const issues = JSON.parse(await show('gitlab')) as Record<string, unknown>[];
    expect(issues.length).toBeGreaterThan(1);
    expect(new Set(issues.map((i) => i.fingerprint)).size).toBe(issues.length);
    expect(gitlabErrors(issues)).toEqual([]);
    writeFileSync('lone.conf', BAD);
    const { out: lone } = await alert40(['lint', './lone.conf', '--format', 'gitlab']);
    expect(JSON.parse(lone)[0].location.path).toBe('lone.conf');
    expect(gitlabErrors([{ ...issues[0], severity: 'warning' }])).not.toEqual([]);
  });

  it('markdown', async () => {
    const out = await show('markdown');
    expect(out).toContain('| --- | --- | --- | --- |');
    for (const row of out.split('\n').filter((line) => line.startsWith('| warning')))
      expect(row.replace(/\\\|/g, '').split('|')).toHaveLength(6);
  });

  it('all speak Chinese', async () => {
    tree(BAD);
    const { out } = await alert40(['lint', 'nginx', '--lang', 'zh']);
    expect(out).toMatch(/[\u4e00-\u9fff]/);
  });
});
