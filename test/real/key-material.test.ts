/** No output holds any of the private keys, pass phrases and tokens that the configuration knows. */

import { execFileSync } from 'node:child_process';
import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alert40 } from '../cli/run.ts';
import { need } from './need.ts';
import { folder, nginx, type Peer, selfSigned } from './peers.ts';

const PASS_PHRASE = 'swordfish-4711-über-alles';
const TOKEN = 'c2VjcmV0LXRva2VuLW9mLXRoZS10ZXN0';
const usable = need('nginx') && need('openssl');

/** Everything by which a private key would be known again, with what it is. */
function traces(pem: string, passphrase?: string): [string, string][] {
  const key = createPrivateKey({ key: pem, ...(passphrase ? { passphrase } : {}) });
  const found: [string, string][] = [];
  const lines = (text: string, what: string) => {
    for (const line of text.split('\n'))
      if (line.length > 15 && !/^(?:-----|Proc-Type|DEK-Info)/.test(line)) found.push([line, what]);
  };
  lines(pem, 'a line of the PEM file');
  lines(key.export({ type: 'pkcs8', format: 'pem' }).toString(), 'a line of the opened key');
  const numbers = key.export({ format: 'jwk' }) as JsonWebKey;
  for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const) {
    const text = numbers[name];
    if (text === undefined) continue;
    const bytes = Buffer.from(text, 'base64url');
    const hex = bytes.toString('hex');
    const forms = [text, bytes.toString('base64'), hex, hex.toUpperCase(), BigInt(`0x${hex}`)];
    const colons = hex.match(/../g)?.join(':') ?? '';
    for (const form of [...forms, colons, colons.toUpperCase()])
      found.push([String(form), `the number ${name}`]);
  }
  return found;
}

const PLAIN = `      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_connect_timeout 3s;
`;

describe.skipIf(!usable)('key material', () => {
  const { dir, remove } = folder();
  const main = path.join(dir, 'nginx.conf');
  const log = path.join(dir, 'error.log');
  const read = (name: string) => readFileSync(path.join(dir, name), 'utf8');
  let upstream: Peer;
  let secrets: [string, string][] = [];

  beforeAll(async () => {
    for (const name of ['api', 'inline', 'variable', 'mixed'])
      selfSigned(dir, name, [`${name}.example.com`]);
    const openssl = (...args: string[]) =>
      execFileSync('openssl', args, { cwd: dir, stdio: 'pipe' });
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'plain.key',
      '-out',
      'file.pem',
      '-subj',
      '/CN=file',
      '-days',
      '30',
    );
    openssl(
      'rsa',
      '-in',
      'plain.key',
      '-aes128',
      '-passout',
      `pass:${PASS_PHRASE}`,
      '-out',
      'file.key',
    );
    writeFileSync(path.join(dir, 'pass.txt'), `${PASS_PHRASE}\n`);
    upstream = await nginx(
      dir,
      `server { listen PORT ssl default_server; ssl_reject_handshake on; }
       server { listen PORT ssl; server_name api.example.com; ssl_certificate ${dir}/api.pem; ssl_certificate_key ${dir}/api.key;
         ssl_client_certificate ${dir}/file.pem; ssl_verify_client on; return 200; }`,
    );
    const at = `https://127.0.0.1:${upstream.port}`;
    const inline = (...names: string[]) =>
      `"data:${names.map((name) => read(name).trim()).join('\n')}"`;
    writeFileSync(
      main,
      `events {}
http {
  server {
    listen unix:${dir}/front.sock;
    server_name front.example.com;
    set $key "${read('variable.key').trim()}";
    location /file/ {
      proxy_set_header Authorization "Bearer ${TOKEN}";
${PLAIN}      proxy_ssl_certificate ${dir}/file.pem;
      proxy_ssl_certificate_key ${dir}/file.key;
      proxy_ssl_password_file ${dir}/pass.txt;
      proxy_set_header Host api.example.com;
      proxy_pass ${at};
    }
    location /inline/ {
      proxy_ssl_certificate ${inline('inline.pem')};
      proxy_ssl_certificate_key ${inline('inline.key')};
      proxy_pass ${at};
    }
    location /variable/ {
      proxy_ssl_certificate ${dir}/variable.pem;
      proxy_ssl_certificate_key data:$key;
      proxy_pass ${at};
    }
    location /mixed/ {
      proxy_ssl_verify on;
      proxy_ssl_certificate ${inline('mixed.pem', 'mixed.key')};
      proxy_ssl_certificate_key ${inline('mixed.key', 'mixed.pem')};
      proxy_pass ${at};
    }
  }
}
`,
    );
    const failed =
      'SSL_do_handshake() failed (SSL: error:0A000458:SSL routines::tlsv1 unrecognized name:SSL alert number 112) while SSL handshaking to upstream';
    writeFileSync(
      log,
      ['file', 'inline', 'variable', 'mixed']
        .map(
          (name) =>
            `2026/03/14 03:41:22 [error] 31#31: *7 ${failed}, client: 10.0.0.1, server: front.example.com, request: "GET /${name}/ HTTP/1.1", upstream: "${at}/${name}/", host: "front.example.com"\n`,
        )
        .join(''),
    );
    secrets = [
      ...traces(read('file.key'), PASS_PHRASE),
      ...['inline.key', 'variable.key', 'mixed.key'].flatMap((name) => traces(read(name))),
      [PASS_PHRASE, 'the pass phrase'],
      [Buffer.from(PASS_PHRASE).toString('base64'), 'the pass phrase'],
      [TOKEN, 'the token'],
    ];
  });
  afterAll(async () => {
    await upstream?.stop();
    remove();
  });

  /** What of the secrets stands in a text: escaped and wrapped like all else. */
  const foundIn = (text: string) =>
    secrets.filter(([secret]) => text.includes(secret)).map(([, what]) => what);

  it('would be found', async () => {
    expect(secrets.length).toBeGreaterThan(80);
    const shown = new Set(foundIn((await alert40(['parse', main])).out));
    expect([...shown].sort()).toEqual([
      'a line of the PEM file',
      'a line of the opened key',
      'the token',
    ]);
  });

  const named = ['--name', 'api.example.com'];
  const runs: string[][] = [
    ...['text', 'json', 'markdown', 'html', 'sarif'].flatMap((format) => [
      ['diagnose', log, '-c', main, '--format', format],
      ['diagnose', log, '-c', main, '--probe', '--format', format, ...named],
    ]),
    ...['text', 'json'].flatMap((format) => [
      ['probe', '-c', main, '--format', format, ...named],
      ['fix', log, '-c', main, '--format', format, ...named],
      [
        'fix',
        log,
        '-c',
        main,
        '--probe',
        '--rehearse',
        '--path',
        '/',
        '--format',
        format,
        ...named,
      ],
      ['rehearse', log, '-c', main, '--format', format, ...named],
      ['inspect', '-c', main, '--format', format],
    ]),
    ...['text', 'json', 'sarif', 'github', 'junit', 'gitlab', 'checkstyle', 'markdown', 'unix'].map(
      (format) => ['lint', main, '--preset', 'strict', '--format', format],
    ),
    ['lint', main, '--fix', '--dry-run'],
    ['harden', '-c', main],
    ['harden', '-c', main, '--probe', '--ca', 'CA'],
    ['export', '-c', main],
    ['redact', main],
  ];
  it.each(['en', 'zh'])('stands in no output (%s)', { timeout: 120_000 }, async (language) => {
    const leaks: string[] = [];
    for (const args of runs) {
      const given = args.map((word) => (word === 'CA' ? path.join(dir, 'api.pem') : word));
      const { out, err, code } = await alert40([...given, '--lang', language]);
      expect(code, `${args.join(' ')}: ${err}`).toBeLessThan(2);
      leaks.push(...foundIn(out + err).map((what) => `${args.join(' ')}: ${what}`));
    }
    expect([...new Set(leaks)]).toEqual([]);
  });

  it('is used all the same', async () => {
    const { out } = await alert40([
      'probe',
      '-c',
      main,
      '--location',
      '/inline/',
      '--format',
      'json',
      ...named,
    ]);
    const { asked } = JSON.parse(out) as {
      asked: { notes: unknown[]; asked: { sent: { clientCertificate: boolean } }[] }[];
    };
    expect(asked[0]?.notes).toEqual([]);
    expect(asked[0]?.asked[0]?.sent.clientCertificate).toBe(true);
  });
});
