/** A rehearsal by somebody who may read little: it works with what may be read, and names what may not. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { need } from './need.ts';
import { folder, nginx, type Peer, selfSigned } from './peers.ts';

const root = path.resolve(import.meta.dirname, '../..');
const usable = need('nginx') && need('openssl');
/** Root gives up what it may; anybody else is unprivileged already. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

describe.skipIf(!usable)('a rehearsal without privileges', () => {
  const { dir, remove } = folder();
  const etc = path.join(dir, 'etc');
  const tmp = path.join(dir, 'tmp');
  const main = path.join(etc, 'nginx.conf');
  const log = path.join(dir, 'error.log');
  let upstream: Peer;

  beforeAll(async () => {
    const ensure = "import('./scripts/setup.mjs').then((setup) => setup.ensureBuild())";
    execFileSync(process.execPath, ['-e', ensure], { cwd: root, stdio: 'ignore' });
    // The repository may lie where nobody may look.
    cpSync(path.join(root, 'dist'), path.join(dir, 'dist'), { recursive: true });
    chmodSync(dir, 0o755);
    for (const made of [etc, tmp]) mkdirSync(made);
    chmodSync(tmp, 0o1777);
    for (const name of ['api', 'client']) selfSigned(dir, name, [`${name}.example.com`]);
    for (const name of ['client.pem', 'client.key'])
      cpSync(path.join(dir, name), path.join(etc, name));
    for (const name of readdirSync(etc)) chmodSync(path.join(etc, name), 0o644);
    upstream = await nginx(
      dir,
      `server { listen PORT ssl; ssl_certificate ${dir}/api.pem; ssl_certificate_key ${dir}/api.key;
         ssl_verify_client optional_no_ca; if ($ssl_client_s_dn = "") { return 444; } return 200 ok; }`,
    );
  }, 240_000);
  afterAll(async () => {
    await upstream?.stop();
    remove();
  });

  /** A location that shows no certificate, as root wrote it for a server of its own. */
  function configured(): string {
    const text = `user www-data;\npid /run/nginx.pid;\nevents {}\nhttp {\n  server {\n    listen 80;\n    location / {\n      proxy_pass https://127.0.0.1:${upstream.port};\n    }\n  }\n}\n`;
    writeFileSync(main, text);
    chmodSync(main, 0o644);
    writeFileSync(
      log,
      `2026/11/21 07:27:09 [error] 1#1: *1 SSL_do_handshake() failed (SSL: error:0A00045C:SSL routines::tlsv13 alert certificate required:SSL alert number 116) while SSL handshaking to upstream, client: 127.0.0.1, server: , request: "GET / HTTP/1.1", upstream: "https://127.0.0.1:${upstream.port}/", host: "www.example.com"\n`,
    );
    chmodSync(log, 0o644);
    return text;
  }

  function run(command: string, ...more: string[]) {
    const stated = ['client.pem', 'client.key'].map((name) => path.join(etc, name));
    const given = ['--client-certificate', stated[0] ?? '', '--client-key', stated[1] ?? ''];
    const args = [command, log, '-c', main, ...given, ...more];
    return spawnSync(process.execPath, [path.join(dir, 'dist/cli.cjs'), ...args], {
      ...NOBODY,
      cwd: tmp,
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '/usr/bin', TMPDIR: tmp, LANG: 'C' },
    });
  }

  const nothingLeft = () => expect(readdirSync(tmp)).toEqual([]);

  it('works with certificates that may be read', () => {
    configured();
    const { status, stdout, stderr } = run('rehearse');
    expect(stdout + stderr).toContain('this repair: 502 before, 200 after');
    expect(stdout).not.toContain('cannot be read');
    expect(status).toBe(0);
    nothingLeft();
  });

  it('names the CA file of the place that may not be read, and claims nothing', () => {
    const before = configured();
    const secret = path.join(etc, 'secret.pem');
    cpSync(path.join(dir, 'api.pem'), secret);
    chmodSync(secret, 0o000);
    const verified = before.replace(
      'proxy_pass',
      'proxy_ssl_verify on; proxy_ssl_name api.example.com; proxy_ssl_trusted_certificate secret.pem;\n      proxy_pass',
    );
    writeFileSync(main, verified);
    const { status, stdout } = run('rehearse');
    expect(stdout).toMatch(/not started before, not started with the repair/);
    expect(stdout).toContain(`${secret} cannot be read by this user.`);
    expect(status).toBe(1);
    const json = JSON.parse(run('rehearse', '--format', 'json').stdout);
    expect(json.places[0].unreadable).toEqual([secret]);
    expect(json.places[0].passed).toBe(false);
    const zh = run('rehearse', '--lang', 'zh').stdout;
    expect(zh).toContain(`当前用户无权读取 ${secret}`);
    nothingLeft();
  });

  it('writes nothing that it could not try', () => {
    const before = configured();
    const text = before.replace(
      'proxy_pass',
      'proxy_ssl_verify on; proxy_ssl_name api.example.com; proxy_ssl_trusted_certificate secret.pem;\n      proxy_pass',
    );
    writeFileSync(main, text);
    const { status, stderr } = run('fix', '--rehearse', '--write');
    expect(status).toBe(1);
    expect(stderr).toContain('secret.pem cannot be read by this user.');
    expect(readFileSync(main, 'utf8')).toBe(text);
    nothingLeft();
  });

  it('tells why nginx does not start, and not that its log may not be written', () => {
    const shown = 'proxy_ssl_certificate client.pem; proxy_ssl_certificate_key client.key;';
    const text = configured().replace(
      'proxy_pass',
      `${shown} proxy_ssl_verify yes;\n      proxy_pass`,
    );
    writeFileSync(main, text);
    const said = 'invalid value "yes" in "proxy_ssl_verify" directive, it must be "on" or "off"';
    writeFileSync(log, `2026/11/21 07:27:09 [emerg] 1#1: ${said} in ${main}:8\n`);
    const ca = path.join(etc, 'ca.pem');
    cpSync(path.join(dir, 'api.pem'), ca);
    chmodSync(ca, 0o644);
    const ran = run('rehearse', '--name', 'api.example.com', '--ca', ca, '--format', 'json');
    expect(ran.status, ran.stderr).toBe(0);
    const [place] = JSON.parse(ran.stdout).places;
    expect(place.before.refused).toContain('invalid value "yes"');
    expect(place.after.status).toBe(200);
    nothingLeft();
  });

  it('says in one sentence that a stated key may not be read', () => {
    configured();
    chmodSync(path.join(etc, 'client.key'), 0o000);
    const { status, stdout, stderr } = run('rehearse');
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('client.key');
    nothingLeft();
  });
});
