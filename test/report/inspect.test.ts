import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { inspectJson } from '../../src/report/inspect-json.ts';
import { type InspectOptions, inspectText } from '../../src/report/inspect-text.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';

const VERSIONS = { nginx: '1.22.1', openssl: '3.0.19', from: 'flag' } as const;
const TEXT = `http {
  proxy_ssl_server_name on;
  upstream api_backend { server 10.0.0.1:443; }
  server {
    listen 443 ssl;
    server_name shop.example.com;
    location /a { proxy_pass https://api_backend; }
    location /b { proxy_pass https://10.0.0.2; proxy_ssl_verify on; proxy_ssl_protocols TLSv1.1 TLSv1.3; }
    location /c { proxy_pass http://10.0.0.3; }
    location /d { proxy_pass https://$host; proxy_ssl_server_name off; }
  }
}
`;
const set = loadConfig('nginx.conf', memoryFiles({ 'nginx.conf': TEXT }));
const paths = upstreamPaths(set, VERSIONS);
const text = (options: Partial<InspectOptions> = {}) =>
  inspectText(set, paths, { versions: VERSIONS, language: 'en', ...options });

/** Columns on a terminal. */
const columns = (line: string) =>
  [...line].reduce((sum, c) => sum + (/[\u2e80-\uff60]/.test(c) ? 2 : 1), 0);

describe('inspect as text', () => {
  it('says what is sent, what is checked, and where each value comes from', () => {
    expect(text().split('\n\n')[0]).toBe(`server shop.example.com, location /a
  proxy_pass https://api_backend                                    nginx.conf:7
    SNI sent            api_backend                       nginx.conf:2 (http)
                        (the name of the upstream group, which no server knows)
    name checked        api_backend
                        (not compared while verification is off)
    verification        off                               default
    protocols           TLSv1 TLSv1.1 TLSv1.2             default
                        (offered, but OpenSSL completes no TLSv1, TLSv1.1 here)
    ClientHello         203 bytes
    client certificate  none                              default
    session reuse       on                                default
    Host header         api_backend`);
    expect(text()).toContain('without a CA file nginx refuses to start');
    expect(text()).toContain('switched off here');
    expect(text()).toMatch(/3 places proxy over TLS, 1 in plain text\n$/);
  });

  it('leaves plain text out unless asked', () => {
    expect(text()).not.toContain('http://10.0.0.3');
    expect(text({ plain: true })).toContain('http://10.0.0.3');
  });

  it('fits 80 columns in both languages', () => {
    for (const language of ['en', 'zh'] as const) {
      for (const line of text({ language }).split('\n')) {
        expect(columns(line), line).toBeLessThanOrEqual(80);
      }
    }
    expect(text({ language: 'zh' })).toContain('发送的 SNI');
  });

  it('shows no control bytes of the configuration', () => {
    const odd = loadConfig(
      'nginx.conf',
      memoryFiles({ 'nginx.conf': 'location "/\u001b[31m" { proxy_pass https://a\u0007b; }' }),
    );
    const shown = inspectText(odd, upstreamPaths(odd, VERSIONS), {
      versions: VERSIONS,
      language: 'en',
    });
    expect(shown).toContain('\\x1b[31m');
    expect(shown).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it('counts one place as one', () => {
    const one = inspectText(set, paths.slice(0, 1), { versions: VERSIONS, language: 'en' });
    expect(one).toMatch(/: 1 place proxies over TLS, 0 in plain text\n$/);
  });

  it('says so when there is nothing', () => {
    const none = inspectText(set, [], { versions: VERSIONS, language: 'en' });
    expect(none).toBe('Nothing in this configuration proxies over TLS.\n');
  });
});

describe('inspect as JSON', () => {
  const read = (plain = false) =>
    JSON.parse(inspectJson(set, paths, { versions: VERSIONS, plain }));

  it('has the schema that is promised', () => {
    const document = read();
    expect(Object.keys(document)).toEqual(['schema', 'tool', 'nginx', 'paths']);
    expect(document.schema).toBe('alert40/inspection/1');
    expect(document.nginx).toEqual(VERSIONS);
    expect(document.paths).toHaveLength(3);
    expect(read(true).paths).toHaveLength(4);
    const [path] = document.paths;
    expect(Object.keys(path)).toEqual([
      'file',
      'line',
      'module',
      'level',
      'tls',
      'server',
      'location',
      'target',
      'sends',
      'checks',
    ]);
    expect(Object.keys(path.sends)).toEqual(
      [
        'sni',
        'checkedName',
        'protocols',
        'alpn',
        'ciphers',
        'confCommands',
        'clientCertificate',
      ].concat(['clientCertificateKey', 'sessionReuse', 'host', 'proxyProtocol', 'hello']),
    );
    expect(Object.keys(path.checks)).toEqual(['verify', 'depth', 'trustedCertificate', 'crl']);
  });

  it('gives each value with its origin', () => {
    const [group, address, variable] = read().paths;
    expect(group.sends.sni).toEqual({
      sent: 'yes',
      value: 'api_backend',
      why: 'group-name',
      origin: {
        kind: 'directive',
        directive: 'proxy_ssl_server_name',
        level: 'http',
        file: 'nginx.conf',
        line: 2,
      },
    });
    expect(address.checks.verify).toMatchObject({ value: true, origin: { line: 8 } });
    expect(address.sends.protocols.offered).toEqual(['TLSv1.1']);
    expect(address.sends.sni).toMatchObject({ sent: 'no', value: null, why: 'ip-address' });
    expect(variable.target.host).toMatchObject({
      value: null,
      written: '$host',
      complete: false,
      unknown: [{ variable: '$host', why: 'client-host' }],
    });
  });

  it('is a whole document when there is nothing', () => {
    expect(JSON.parse(inspectJson(set, [], { versions: VERSIONS })).paths).toEqual([]);
  });
});
