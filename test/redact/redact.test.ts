import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { redact, redactAll } from '../../src/redact/redact.ts';
import { BASE_LINES, wholeLine } from '../log/base-lines.ts';
import { plantedSecrets } from './corpus.ts';
import { HARMLESS } from './harmless.ts';

const planted = plantedSecrets();

describe('secrets', () => {
  it('are enough to say something', () => {
    const places = new Set(planted.map(({ where }) => where.replace(/, (?:value|form) \d$/, '')));
    console.log(`${planted.length} secrets in ${places.size} places`);
    expect(planted.length).toBeGreaterThanOrEqual(700);
    expect(places.size).toBeGreaterThanOrEqual(200);
  });
  it('do not get through, alone or among others', () => {
    const leaks = planted.filter(({ text, secret }) => redact(text).text.includes(secret));
    expect(leaks.map((leak) => `${leak.where}: ${leak.text}`)).toEqual([]);
    const all = redact(planted.map(({ text }) => text).join('')).text;
    expect(planted.filter(({ secret }) => all.includes(secret)).map((leak) => leak.where)).toEqual(
      [],
    );
  });
  it('do not get through where they were commented out', () => {
    const leaks = planted.filter(({ text, secret }) =>
      redact(text.replace(/^(?=.)/gm, '# ')).text.includes(secret),
    );
    expect(leaks.map((leak) => leak.where)).toEqual([]);
  });
  it('do not get through where nothing tells what they are, once they are known', () => {
    const token = 'abc123def456';
    const texts = [`proxy_set_header X-Api-Key ${token};`, `GET /callback/${token} HTTP/1.1`];
    const { texts: clean, restore } = redactAll(texts);
    expect(clean.map((t) => t.text).join(' ')).not.toContain(token);
    expect(clean.map((t) => restore(t.text))).toEqual(texts);
    // A plain word or a part of another word is not taken along.
    const word = redact('password: production\nproduction abc123def456x\nkey=abc123def456').text;
    expect(word).toContain('\nproduction abc123def456x');
  });
  it('leave the rest of their text as it was, and come back', () => {
    for (const { text, where } of planted) {
      const { text: clean, findings, restore } = redact(text);
      expect(restore(clean), where).toBe(text);
      expect(findings.length, where).toBeGreaterThan(0);
      let kept = text;
      for (const f of [...findings].reverse())
        kept = kept.slice(0, f.start) + f.replacement + kept.slice(f.end);
      expect(kept, where).toBe(clean);
    }
  });
  it('come back into a text made from theirs', () => {
    const { text, restore } = redact(
      'proxy_set_header X-Api-Key abc123def456;\n# key abc123def456\n',
    );
    const [word] = /REDACTED_\w+/.exec(text)!;
    expect(restore(`+ ${word}; ${word}1`)).toBe(`+ abc123def456; ${word}1`);
  });
  it('are the same word where they are the same', () => {
    const { text } = redact('a?token=abcdef123456 b?token=abcdef123456 c?token=zzzzzz123456');
    expect(new Set(text.match(/REDACTED_\w+/g)).size).toBe(2);
  });
});

describe('harmless text', () => {
  const root = path.resolve(import.meta.dirname, '../..');
  const examples = readdirSync(path.join(root, 'examples'), {
    recursive: true,
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile() && /\.(?:conf|log|txt|yaml)$/.test(entry.name))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
  const text = [HARMLESS, ...BASE_LINES.map(wholeLine), ...examples].join('\n');
  it('is touched in less than one of a hundred words', () => {
    const words = text.split(/\s+/).length;
    const { findings } = redact(text);
    expect(findings.map((f) => text.slice(f.start - 40, f.end + 10))).toEqual([]);
    expect(words).toBeGreaterThan(3000);
    expect(findings.length / words).toBeLessThan(0.01);
  });
});

/** Real secrets that stand in the files below, to show what rules are for. */
const MEANT = /Master-Key|YWxhZGRpbjpvcGVuc2VzYW1l/;

describe('logs, configurations and pages of the project', () => {
  const root = path.resolve(import.meta.dirname, '../..');
  const files = globSync(
    [
      'test/{cases,corpus}/**/*.{conf,log,txt,yaml,yml}',
      'examples/**/*.{conf,log,txt,yaml}',
      'kb/**/*.yaml',
      'lab/evidence/*.json',
      'docs/*.md',
    ],
    { cwd: root },
  );
  it('are touched in less than one of a hundred values', () => {
    const touched: string[] = [];
    let values = 0;
    for (const file of files) {
      const text = readFileSync(path.join(root, file), 'utf8');
      values += text.split(/\s+/).length;
      for (const { start, end } of redact(text).findings) {
        const around = text.slice(start - 60, end + 20);
        if (!MEANT.test(around)) touched.push(`${file}: ${around}`);
      }
    }
    const percent = ((100 * touched.length) / values).toFixed(4);
    console.log(
      `${touched.length} of ${values} values in ${files.length} files touched (${percent} %)`,
    );
    expect(values).toBeGreaterThan(80_000);
    expect(touched).toEqual([]);
  });
});

describe('names', () => {
  const config = `upstream backend { server 10.1.2.3:443; server [2001:db8:7::5]:443; }
server {
    server_name api.corp.example.com *.corp.example.com;
    location / {
        proxy_pass https://backend.internal;
        proxy_ssl_name db.corp.example.com;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
        include conf.d/*.conf;
    }
}
2026/11/21 07:27:09 [error] 7#7: *1 x, client: 10.9.9.9, server: api.corp.example.com, upstream: "https://10.1.2.3:443/x.html"
`;
  it('are renamed as they belong together, and come back', () => {
    const { text, restore } = redact(config, { names: true });
    for (const gone of [
      'corp',
      'api.',
      '10.1.2.3',
      '10.9.9.9',
      '2001:db8:7::5',
      'backend.internal',
    ])
      expect(text, gone).not.toContain(gone);
    for (const kept of [
      '/etc/nginx/ssl/ca.pem',
      'conf.d/*.conf',
      '2026/11/21 07:27:09',
      'x.html',
      ':443',
      '*.',
    ])
      expect(text, kept).toContain(kept);
    const [, own, wild] = /server_name (\S+) \*\.(\S+);/.exec(text)!;
    expect(own).toMatch(new RegExp(`\\.${wild}$`));
    expect(text).toContain(`server: ${own},`);
    expect(restore(text)).toBe(config);
  });
  it('are renamed in the names of files, too', () => {
    const paths = `server_name api.corp.example.com;
ssl_certificate /etc/ssl/api.corp.example.com.pem;
include sites/www.api.corp.example.com.conf;
ssl_certificate_key /etc/ssl/other.pem;`;
    const { text, restore } = redact(paths, { names: true });
    expect(text).not.toMatch(/api|corp/);
    expect(text).toContain('/etc/ssl/other.pem');
    expect(restore(text)).toBe(paths);
  });
  it('stay where they were asked to', () => {
    const { text } = redact(config, { names: true, keep: ['example.com'] });
    expect(text).toContain('api.corp.example.com');
    expect(text).not.toContain('backend.internal');
  });
  it('leave common addresses alone', () => {
    const common =
      'listen 127.0.0.1:80; listen [::1]:80; listen 0.0.0.0:80; at 07:27:09 nginx 1.22.1';
    expect(redact(common, { names: true }).text).toBe(common);
  });
});

describe('any text', () => {
  it('comes back as it was', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(
        ...planted.map((p) => p.text),
        'REDACTED_TOKEN_1 ',
        'name1.example.com ',
        '198.18.0.1 ',
        '10.0.0.1 ',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.boolean(), (pieces, names) => {
        const text = pieces.join('');
        const { text: clean, restore } = redact(text, { names });
        expect(restore(clean)).toBe(text);
      }),
    );
  });
  it('takes time in proportion to its length', () => {
    const units = [
      'a',
      'A',
      '1',
      '-',
      '.',
      ':',
      '=',
      ' ',
      '\n',
      'a.',
      'a:',
      'eyJ',
      'eyJ-',
      'eyJa.',
      '://',
      'a://',
      'a://b:',
      'password',
      'password ',
      'token=',
      'token_',
      'x-key-',
      'Cookie: ',
      'Cookie: a=',
      'a=b; ',
      'set $',
      'map $http_x_key $a {',
      '?token=',
      'Bearer ',
      'secure_link_md5 "',
      '-----BEGIN PRIVATE KEY-----',
      '$apr1$',
      'Master-Key: ',
      'arn:aws:',
      '1.',
      '1:',
      'f:',
      '"',
      "'",
      '\\"',
      'map ',
      'TLS session ticket:\n0000 - ',
      'api_key',
      'key_',
      '-u a',
      'proxy_set_header ',
      'name0.',
      '-b a=',
      '--cert a:',
      'openssl ',
      'openssl -k ',
      'passwd ',
      '.auth(',
      'user a password ',
      'a:b:',
      '"auth":"',
      'tls.key: ',
      '<token>',
      'token: |\n ',
      '\n pass: ',
      '密码',
      '密码: a',
      'rtmp://a/',
    ];
    const time = (text: string) => {
      const start = performance.now();
      redact(text, { names: true });
      return performance.now() - start;
    };
    for (const unit of units) {
      const took = time(unit.repeat(200_000 / unit.length));
      expect(took, JSON.stringify(unit)).toBeLessThan(3000);
    }
  });
});
