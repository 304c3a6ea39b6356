import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { need } from '../real/need.ts';
import { folder, inFolder } from './incident.ts';
import { alert40 } from './run.ts';

inFolder();
const NAME = ['--name', 'backend.internal.example.com'];
const FIX = ['fix', 'error.log', '-c', 'nginx.conf'];
const REPAIRED = /proxy_ssl_name backend\.internal\.example\.com;/;

/** A whole configuration that nginx accepts, with the incident's location in it. */
function wholeConfiguration(extra = ''): void {
  const location = readFileSync('nginx.conf', 'utf8');
  mkdirSync('conf.d');
  writeFileSync(
    'conf.d/api.conf',
    `server {\n    listen 127.0.0.1:18999;\n    server_name api.internal.example.com;\n    ${location.replace(/\n(?=.)/g, '\n    ')}}\n`,
  );
  writeFileSync(
    'main.conf',
    `pid ${folder}/nginx.pid;\nerror_log ${folder}/nginx-error.log;\nevents {}\nhttp {\n    access_log off;\n    client_body_temp_path ${folder}/t1;\n    proxy_temp_path ${folder}/t2;\n    fastcgi_temp_path ${folder}/t3;\n    uwsgi_temp_path ${folder}/t4;\n    scgi_temp_path ${folder}/t5;\n${extra}    include conf.d/*.conf;\n}\n`,
  );
}

describe('fix', () => {
  it.runIf(need('patch'))(
    'prints a diff of at most four changed lines that patch applies',
    async () => {
      const { code, out, err } = await alert40([...FIX, ...NAME]);
      expect(code, err).toBe(0);
      const changed = out.split('\n').filter((line) => /^[+-](?![+-])/.test(line));
      expect(changed.length).toBeGreaterThan(0);
      expect(changed.length).toBeLessThanOrEqual(4);
      expect(readFileSync('nginx.conf', 'utf8')).not.toMatch(REPAIRED);
      execFileSync('patch', ['-p1', '-s'], { input: out });
      expect(readFileSync('nginx.conf', 'utf8')).toMatch(REPAIRED);
      // Nothing is left to repair.
      const again = await alert40([...FIX, ...NAME]);
      expect(again.out).toBe('');
      expect(again.code).toBe(1);
    },
  );

  it.runIf(need('patch'))('gives patch the bytes of files that are not UTF-8', async () => {
    const latin1 = Buffer.concat([
      Buffer.from('# Gerät für die API: \xe4\xff\n', 'latin1'),
      readFileSync('nginx.conf'),
    ]);
    writeFileSync('nginx.conf', latin1);
    const chunks: Uint8Array[] = [];
    const { code } = await alert40([...FIX, ...NAME], { collect: chunks });
    expect(code).toBe(0);
    execFileSync('patch', ['-p1', '-s'], { input: Buffer.concat(chunks) });
    const now = readFileSync('nginx.conf');
    expect(now.subarray(0, 24).equals(latin1.subarray(0, 24))).toBe(true);
    expect(now.toString('latin1')).toMatch(REPAIRED);
  });

  it('asks for the name instead of inventing one', async () => {
    const { code, out, err } = await alert40(FIX);
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toContain('--name');
    expect(err).toContain('api.internal.example.com');
  });

  it('tells as data what it would do', async () => {
    const { code, out } = await alert40([...FIX, ...NAME, '--format', 'json']);
    const result = JSON.parse(out);
    expect(code).toBe(0);
    expect(Object.keys(result)).toEqual([
      'schema',
      'tool',
      'repairs',
      'held',
      'edits',
      'diff',
      'written',
    ]);
    expect(result).toMatchObject({ schema: 'alert40/fix/1', written: false, held: [] });
    expect(result.repairs[0]).toMatchObject({ cause: 'sni-not-sent', weakens: [] });
    const held = JSON.parse((await alert40([...FIX, '--format', 'json'])).out);
    expect(held.held[0]).toMatchObject({ why: 'needs', cause: 'sni-not-sent' });
  });

  it('has nothing to do where nothing failed', async () => {
    writeFileSync('error.log', '2026/03/14 03:41:22 [notice] 1#1: signal process started\n');
    const { code, out, err } = await alert40(FIX);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain('nothing to repair');
  });
});

describe('fix --write', () => {
  const WRITE = [...FIX, ...NAME, '--write'];
  const WHOLE = ['fix', 'error.log', '-c', 'main.conf', ...NAME, '--write'];

  it('writes a fragment untested, and says so', async () => {
    chmodSync('nginx.conf', 0o640);
    const { code, out, err } = await alert40(WRITE);
    expect(code, err).toBe(0);
    expect(out).toContain('+++ b/nginx.conf');
    expect(err).toContain('nginx -t cannot judge it');
    expect(err).toContain('reload');
    expect(readFileSync('nginx.conf', 'utf8')).toMatch(REPAIRED);
    expect(statSync('nginx.conf').mode & 0o777).toBe(0o640);
    expect(readdirSync('.').sort()).toEqual(['error.log', 'nginx.conf']);
  });

  it('leaves a read-only file alone', async () => {
    chmodSync('nginx.conf', 0o444);
    const { code, err } = await alert40(WRITE);
    expect(code).toBe(2);
    expect(err).toContain('read-only');
    expect(readFileSync('nginx.conf', 'utf8')).not.toMatch(REPAIRED);
  });

  it('cannot write standard input', async () => {
    const stdin = readFileSync('nginx.conf', 'latin1');
    const { code, err } = await alert40(['fix', 'error.log', '-c', '-', ...NAME, '--write'], {
      stdin,
    });
    expect(code).toBe(2);
    expect(err).toContain('standard input');
  });

  it.runIf(need('nginx'))('keeps what nginx -t accepts, through a symbolic link', async () => {
    wholeConfiguration();
    mkdirSync('available');
    execFileSync('mv', ['conf.d/api.conf', 'available/api']);
    symlinkSync('../available/api', 'conf.d/api.conf');
    const { code, err } = await alert40(WHOLE);
    expect(code, err).toBe(0);
    expect(err).toContain('nginx -t accepts it');
    expect(readFileSync('available/api', 'utf8')).toMatch(REPAIRED);
    expect(readdirSync('conf.d')).toEqual(['api.conf']);
  });

  it.runIf(need('nginx'))('puts everything back when nginx -t refuses', async () => {
    wholeConfiguration();
    const before = readFileSync('conf.d/api.conf', 'utf8');
    const inode = statSync('conf.d/api.conf').ino;
    // This nginx accepts all that we write, so one that does not is put before it.
    const picky = path.join(folder, 'picky');
    writeFileSync(
      picky,
      `#!/bin/sh\nPATH="$PATH:/usr/sbin"\n[ "$1" = -V ] && exec nginx -V\ngrep -q proxy_ssl_name ${folder}/conf.d/api.conf || exec nginx "$@"\necho 'nginx: [emerg] unknown directive "proxy_ssl_name" in conf.d/api.conf:6' >&2\nexit 1\n`,
      { mode: 0o755 },
    );
    const { code, err } = await alert40([...WHOLE, '--nginx', picky]);
    expect(code).toBe(1);
    expect(err).toContain('unknown directive "proxy_ssl_name"');
    expect(readFileSync('conf.d/api.conf', 'utf8')).toBe(before);
    expect(statSync('conf.d/api.conf').ino).toBe(inode);
    expect(readdirSync('conf.d')).toEqual(['api.conf']);
  });

  it.runIf(need('nginx'))(
    'says when nginx -t refused before, and can write all the same',
    async () => {
      wholeConfiguration('    no_such_directive on;\n');
      const refused = await alert40(WHOLE);
      expect(refused.code).toBe(1);
      expect(refused.err).toContain('even without the repair');
      expect(readFileSync('conf.d/api.conf', 'utf8')).not.toMatch(REPAIRED);
      expect((await alert40([...WHOLE, '--no-test'])).code).toBe(0);
      expect(readFileSync('conf.d/api.conf', 'utf8')).toMatch(REPAIRED);
    },
  );

  it('writes from a dump only where the files are the dumped ones', async () => {
    const file = path.join(folder, 'nginx.conf');
    const text = readFileSync(file, 'utf8');
    const dump = (content: string) =>
      writeFileSync('dump.txt', `# configuration file ${file}:\n${content}\n`);
    const args = ['fix', 'error.log', '-c', 'dump.txt', ...NAME, '--write'];
    dump(`${text}# older\n`);
    const other = await alert40(args);
    expect(other.code).toBe(2);
    expect(other.err).toContain('is not what the nginx -T output says');
    dump(text);
    expect((await alert40(args)).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(REPAIRED);
  });
});
