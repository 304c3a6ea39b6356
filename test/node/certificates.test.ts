/** Files that a configuration names are read where they can be; keys give their public half only. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { mentions, readNamedFiles } from '../../src/node/certificates.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';
import { need } from '../real/need.ts';

const CONFIG = `http { server { listen 80;
  location /a { proxy_pass https://10.0.4.22;
    proxy_ssl_verify on; proxy_ssl_trusted_certificate ca.pem; proxy_ssl_crl ca.crl;
    proxy_ssl_certificate client.pem; proxy_ssl_certificate_key client.key;
    proxy_ssl_password_file passwords; }
  location /b { proxy_pass https://10.0.4.22; proxy_ssl_certificate $cert; proxy_ssl_certificate_key data:$key; }
  location /c { proxy_pass https://10.0.4.22; proxy_ssl_certificate client.pem; proxy_ssl_certificate_key locked.key; }
} }`;

const paths = upstreamPaths(loadConfig('nginx.conf', memoryFiles({ 'nginx.conf': CONFIG })), {
  nginx: '1.26.3',
});

describe('mentions', () => {
  it('are the files as written, each once, with the passwords that could open them', () => {
    expect(mentions(paths)).toEqual([
      { written: 'ca.pem', passwordFiles: [] },
      { written: 'ca.crl', passwordFiles: [] },
      { written: 'passwords', passwordFiles: [] },
      { written: 'client.pem', passwordFiles: [] },
      { written: 'client.key', passwordFiles: ['passwords'] },
      { written: 'locked.key', passwordFiles: [] },
    ]);
  });
});

describe.skipIf(!need('openssl'))('reading', () => {
  let dir = '';
  const file = (name: string) => path.join(dir, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' });

  beforeAll(() => {
    dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-files-'));
    openssl(
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      'client.key',
      '-out',
      'client.pem',
      '-subj',
      '/CN=edge',
      '-days',
      '3',
    );
    openssl(
      'pkey',
      '-in',
      'client.key',
      '-aes256',
      '-passout',
      'pass:second',
      '-out',
      'locked.key',
    );
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'other.key',
      '-out',
      'ca.pem',
      '-subj',
      '/CN=ca',
      '-days',
      '3',
    );
    writeFileSync(file('passwords'), 'first\nsecond\n');
    mkdirSync(file('folder'));
    execFileSync('mkfifo', [file('pipe')]);
    writeFileSync(file('huge'), Buffer.alloc(4_000_001));
    chmodSync(file('client.key'), 0o640);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const read = (...names: string[]) =>
    readNamedFiles(
      names.map((written) => ({ written, passwordFiles: [] })),
      dir,
    );

  it('finds them as written and as nginx resolves them', () => {
    const files = read('client.pem');
    expect(files.get('client.pem')).toBe(files.get(file('client.pem')));
    expect(files.get('client.pem')?.certificates[0]?.commonName).toBe('edge');
  });

  it('gives the public half of a key, equal to that of its certificate, and nothing more', () => {
    const files = read('client.pem', 'client.key');
    const key = files.get('client.key')!;
    expect(key.keys).toEqual([
      {
        publicKey: files.get('client.pem')?.certificates[0]?.publicKey,
        type: 'ec',
        encrypted: false,
      },
    ]);
    expect(key.mode).toBe(0o640);
    const secret = execFileSync('openssl', ['pkey', '-in', file('client.key')], {
      encoding: 'utf8',
    });
    const body = secret.split('\n')[1] ?? 'x';
    expect(JSON.stringify([...files])).not.toContain(body);
  });

  it('opens an encrypted key with any line of its password file', () => {
    const [opened, closed] = [['passwords'], []].map((passwordFiles) =>
      readNamedFiles([{ written: 'locked.key', passwordFiles }], dir).get('locked.key'),
    );
    expect(opened?.keys[0]).toMatchObject({ encrypted: true, type: 'ec' });
    expect(opened?.keys[0]?.publicKey).toMatch(/^[0-9a-f]{64}$/);
    expect(closed?.keys[0]).toEqual({ publicKey: null, type: '', encrypted: true });
  });

  it('says why a file was not read, and never waits or throws', () => {
    const files = read('missing.pem', 'folder', 'pipe', 'huge', 'ca.pem/x', '/dev/zero');
    expect([...files.values()].map((f) => f.state)).toEqual([
      ...['missing', 'missing', 'unreadable', 'unreadable', 'unreadable', 'unreadable'],
      ...['unreadable', 'unreadable', 'missing', 'missing', 'unreadable'],
    ]);
  });
});
