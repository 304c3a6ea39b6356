import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inFolder } from './incident.ts';
import { alert40 } from './run.ts';

inFolder();
const root = process.getuid?.() === 0;

/** The verdicts of `diagnose --format json`. */
async function verdicts(...args: string[]): Promise<(string | null)[]> {
  const { out } = await alert40(['diagnose', ...args, '--format', 'json']);
  return JSON.parse(out).incidents.map((i: { verdict: string | null }) => i.verdict);
}

describe('diagnose', () => {
  it('finds the missing SNI of a lone location in a wrapped log', async () => {
    expect(await verdicts('error.log', '-c', 'nginx.conf')).toEqual(['sni-not-sent']);
  });

  it('says in text what is wrong, where, and what not to try', async () => {
    const { code, out } = await alert40(['diagnose', 'error.log', '-c', 'nginx.conf']);
    expect(code).toBe(1);
    expect(out).toContain('sni-not-sent');
    expect(out).toContain('nginx.conf:2');
    expect(out).toContain('proxy_ssl_verify off');
    const widths = out.split('\n').map((line) => line.length);
    const long = out.split('\n').filter((line) => line.length > 80 && !/^ *\$/.test(line));
    expect(Math.max(...widths)).toBeGreaterThan(40);
    expect(long).toEqual([]);
  });

  it('speaks Chinese when asked, by option or by locale', async () => {
    const byOption = await alert40(['diagnose', 'error.log', '-c', 'nginx.conf', '--lang', 'zh']);
    const env = { LANG: 'zh_CN.UTF-8' };
    const byLocale = await alert40(['diagnose', 'error.log', '-c', 'nginx.conf'], { env });
    expect(byOption.out).toContain('发生了什么');
    expect(byLocale.out).toBe(byOption.out);
  });

  it('colours only for a terminal, and never against the user', async () => {
    const args = ['diagnose', 'error.log', '-c', 'nginx.conf'];
    const isTTY = { stdout: true, stderr: true };
    const escapes = async (more: string[], over = {}) =>
      (await alert40([...args, ...more], over)).out.includes('\u001b[');
    expect(await escapes([])).toBe(false);
    expect(await escapes([], { isTTY })).toBe(true);
    expect(await escapes([], { isTTY, env: { NO_COLOR: '1' } })).toBe(false);
    expect(await escapes(['--color', 'never'], { isTTY })).toBe(false);
    expect(await escapes(['--color', 'always'])).toBe(true);
  });

  it('is what runs when no command is named', async () => {
    const named = await alert40(['diagnose', 'error.log', '-c', 'nginx.conf']);
    expect(await alert40(['error.log', '-c', 'nginx.conf'])).toEqual(named);
  });

  it('reads the log or the configuration from standard input, not both', async () => {
    const log = readFileSync('error.log', 'latin1');
    const conf = readFileSync('nginx.conf', 'latin1');
    const fromLog = await alert40(['diagnose', '-', '-c', 'nginx.conf'], { stdin: log });
    const fromConf = await alert40(['diagnose', 'error.log', '-c', '-'], { stdin: conf });
    expect(fromLog.out).toContain('sni-not-sent');
    expect(fromConf.out).toContain('stdin.conf:2');
    const both = await alert40(['diagnose', '-', '-c', '-']);
    expect(both.code).toBe(2);
    expect(both.err).toBe(
      'alert40: Standard input can be the log or the configuration, not both.\n',
    );
  });

  it('reads the output of nginx -T and a packed log', async () => {
    const dump = `nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\n# configuration file /etc/nginx/nginx.conf:\nhttp {\n  server {\n    server_name api.internal.example.com;\n    ${readFileSync('nginx.conf', 'utf8')}  }\n}\n\n`;
    writeFileSync('dump.txt', dump);
    writeFileSync('error.log.1.gz', gzipSync(readFileSync('error.log')));
    const { out } = await alert40(['diagnose', 'error.log.*', '-c', 'dump.txt']);
    expect(out).toContain('sni-not-sent');
    expect(out).toContain('/etc/nginx/nginx.conf:5');
  });

  it('takes the share of failed requests from an access log', async () => {
    const line = (status: number) =>
      `10.0.1.55 - - [14/Mar/2026:03:41:22 +0000] "POST /v2/ingest HTTP/1.1" ${status} 157 "-" "curl"\n`;
    writeFileSync('access.log', line(502).repeat(3) + line(200).repeat(5));
    const args = ['diagnose', 'error.log', '-c', 'nginx.conf', '--access', 'access.log'];
    const { out } = await alert40(args);
    expect(out).toContain('3 of 8 requests in the access log got a 502 or 504 (38%).');
  });

  it('finds the logs that the configuration names', async () => {
    writeFileSync(
      'whole.conf',
      `error_log ${process.cwd()}/error.log;\nerror_log stderr;\nevents {}\nhttp { server { server_name api.internal.example.com;\n${readFileSync('nginx.conf', 'utf8')}} }\n`,
    );
    const { code, out, err } = await alert40(['diagnose', '-c', 'whole.conf']);
    expect(code).toBe(1);
    expect(err).toContain('error.log');
    expect(out).toContain('sni-not-sent');
    expect(out).toContain('stderr');
  });
});

describe('bad input is one sentence and', () => {
  /** Exit code and the only line on standard error. */
  async function refusal(args: readonly string[]): Promise<string> {
    const { code, out, err } = await alert40(args);
    expect(code, err).toBe(2);
    expect(out).toBe('');
    expect(err.trimEnd().split('\n'), err).toHaveLength(1);
    return err;
  }

  it('stops the work where nothing can be done', async () => {
    mkdirSync('logs');
    writeFileSync('binary', Buffer.from([0, 1, 2, 3, 4, 5, 0, 0, 7, 8, 1, 2]));
    writeFileSync('other.log', 'Mar 14 03:41:22 host sshd[1]: Connection closed\n');
    expect(await refusal(['diagnose', 'missing.log', '-c', 'nginx.conf'])).toContain('missing.log');
    expect(await refusal(['diagnose', 'logs', '-c', 'nginx.conf'])).toContain('directory');
    expect(await refusal(['diagnose', 'binary', '-c', 'nginx.conf'])).toContain('binary');
    expect(await refusal(['diagnose', 'other.log', '-c', 'nginx.conf'])).toContain('other.log');
    expect(await refusal(['diagnose', '*.nope', '-c', 'nginx.conf'])).toContain('*.nope');
    expect(await refusal(['diagnose', '-c', 'nginx.conf'])).toContain('no log');
    expect(await refusal(['diagnose', 'error.log', '--nginx-version', 'new'])).toContain('1.22.1');
    expect(await refusal(['diagnose', 'error.log', '--nginx', './nope'])).toContain('--nginx');
    expect(await refusal(['diagnose', 'error.log', '--evidence', 'nope'])).toContain('nope');
    expect(await refusal(['diagnose', 'error.log', '--format', 'pdf'])).toContain('sarif');
    expect(await refusal(['inspect', '-c', 'nope.conf'])).toContain('nope.conf');
    expect(await refusal(['parse'])).toContain('path');
  });

  // Root may read everything, so only others can see this.
  if (!root) {
    it('names files that may not be read', async () => {
      chmodSync('error.log', 0);
      expect(await refusal(['diagnose', 'error.log', '-c', 'nginx.conf'])).toContain('error.log');
    });
  }

  it('lets the rest go on', async () => {
    const one = await alert40(['diagnose', 'missing.log', 'error.log', '-c', 'nginx.conf']);
    expect(one.code).toBe(1);
    expect(one.out).toContain('sni-not-sent');
    expect(one.out).toContain('missing.log');

    const noConf = await alert40(['diagnose', 'error.log', '-c', 'missing.conf']);
    expect(noConf.code).toBe(1);
    expect(noConf.out).toContain('missing.conf');
    expect(noConf.out).toContain('alert 40');

    writeFileSync('broken.conf', `${readFileSync('nginx.conf', 'utf8')}location / { root html }\n`);
    const broken = await alert40(['diagnose', 'error.log', '-c', 'broken.conf']);
    expect(broken.code).toBe(1);
    expect(broken.out).toContain('broken.conf:6: ');
    expect(broken.out).toContain('sni-not-sent');
  });

  it('is no failure when the log is empty', async () => {
    writeFileSync('empty.log', '');
    const { code, out, err } = await alert40(['diagnose', 'empty.log', '-c', 'nginx.conf']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('empty.log is empty');
  });

  it('keeps what logs contain from the terminal', async () => {
    const line = readFileSync('error.log', 'latin1').replaceAll('\n', ' ');
    const evil = line
      .replace('/v2/ingest', '/v2/\u001b]0;owned\u0007\u001b[31m\u009b2J')
      .replace('server: api', 'server: \u001b[2Jx\r\u0008');
    writeFileSync('evil\u001b[2J\u009b.log', `${evil}\n`, 'latin1');
    for (const format of ['text', 'markdown', 'html', 'json', 'sarif']) {
      const args = ['diagnose', 'evil\u001b[2J\u009b.log', '-c', 'nginx.conf', '--format', format];
      const { out, err } = await alert40(args);
      expect(out + err, format).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }
    const missing = await alert40(['diagnose', 'gone\u001b[2J.log']);
    expect(missing.err).not.toContain('\u001b');
  });
});
