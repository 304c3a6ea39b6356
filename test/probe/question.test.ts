/** From a configuration to the question that reproduces it. */
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { reproduce, variations } from '../../src/probe/question.ts';
import { rehearsalConfig } from '../../src/probe/rehearsal.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';

function placeIn(text: string, nginx = '1.26.3') {
  const config = loadConfig(
    '/etc/nginx/nginx.conf',
    memoryFiles({ '/etc/nginx/nginx.conf': text }),
  );
  const [path] = upstreamPaths(config, { nginx });
  if (path === undefined) throw new Error('no place');
  return { config, path };
}

const context = { clientHost: 'www.example.com', securityLevel: 2 };
const asked = (location: string, nginx?: string) =>
  reproduce(placeIn(`http { server { location / { ${location} } } }`, nginx).path, context);

describe('what nginx sends', () => {
  it('is nothing of a name, and the versions of the release, by default', () => {
    expect(asked('proxy_pass https://api.example.com;')).toMatchObject({
      sni: null,
      versions: ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
      ciphers: 'DEFAULT:@SECLEVEL=2',
      groups: null,
      identity: null,
      checkedName: null,
    });
    expect(asked('proxy_pass https://api.example.com;', '1.22.1').versions).not.toContain(
      'TLSv1.3',
    );
  });

  it('follows every directive and conf_command', () => {
    const question = asked(`
      proxy_ssl_server_name on; proxy_ssl_name backend.example.com;
      proxy_ssl_protocols TLSv1.2 TLSv1.3; proxy_ssl_ciphers HIGH:@SECLEVEL=1;
      proxy_ssl_conf_command Groups P-384; proxy_ssl_conf_command MaxProtocol TLSv1.2;
      proxy_ssl_conf_command SignatureAlgorithms RSA+SHA256;
      proxy_ssl_conf_command Options UnsafeLegacyServerConnect,-SessionTicket;
      proxy_ssl_certificate c.pem; proxy_ssl_certificate_key k.pem; proxy_ssl_password_file p;
      proxy_ssl_verify on; proxy_ssl_trusted_certificate ca.pem;
      proxy_pass https://10.0.4.22;`);
    expect(question).toMatchObject({
      sni: 'backend.example.com',
      checkedName: 'backend.example.com',
      versions: ['TLSv1.2'],
      ciphers: 'HIGH:@SECLEVEL=1',
      groups: 'P-384',
      signatures: 'RSA+SHA256',
      options: ['UnsafeLegacyServerConnect', '-SessionTicket'],
      identity: { certificate: 'c.pem', key: 'k.pem', passwordFile: 'p' },
    });
    const varied = variations(question, ['other.example.com', 'backend.example.com']);
    expect(varied.filter((q) => q.varied === 'name').map((q) => q.sni)).toEqual([
      'other.example.com',
    ]);
    expect(varied.map((q) => q.varied)).toContain('client-certificate');
    expect(varied.map((q) => q.varied)).not.toContain('small-hello');
  });

  it('takes the client’s name from the log where the configuration passes it on', () => {
    const location =
      'proxy_ssl_server_name on; proxy_ssl_name $host; proxy_pass https://10.0.4.22;';
    expect(asked(location).sni).toBe('www.example.com');
  });

  it('is plain where nginx speaks plain HTTP, and asks for TLS then', () => {
    const question = asked('proxy_pass http://10.0.4.22:8443;');
    expect(question.transport).toBe('http');
    expect(variations(question, []).map((q) => q.varied)).toEqual(['tls']);
  });
});

describe('the configuration of a rehearsal', () => {
  const place = {
    dir: '/tmp/r',
    absolute: (f: string) => `/etc/nginx/${f}`,
    becomes: () => true,
    pathGiven: true,
    modules: [],
  };

  it('holds what the place uses and nothing else', () => {
    const { config, path } =
      placeIn(`user www-data; worker_processes 32; load_module modules/other.so;
http {
  map $http_x $backend { default pool; "a b" "x;y"; }
  map $http_y $unused { default 1; }
  proxy_set_header Host outer; proxy_ssl_verify_depth 3;
  upstream pool { server 10.0.4.22:443; }
  upstream other { server 10.0.4.23:443; }
  server {
    listen 443 ssl; server_name www.example.com; ssl_certificate a; auth_basic "x";
    set $used $backend; set $alone 1;
    location ~ "^/v\\d{1,2}/" {
      auth_request /auth; proxy_set_header X-A "a;b"; proxy_set_header Host inner;
      proxy_ssl_certificate client.pem; proxy_ssl_certificate_key /keys/k.pem;
      proxy_pass https://$used;
    }
  }
}
`);
    const { text, reads } = rehearsalConfig(path, config, place);
    for (const part of [
      'user www-data;',
      'listen unix:/tmp/r/s;',
      'server_name www.example.com;',
      'map $http_x $backend',
      'upstream pool',
      'set $used $backend;',
      'location ~ "^/v\\d{1,2}/" {',
      'proxy_set_header X-A "a;b";',
      'proxy_set_header Host inner;',
      'proxy_ssl_verify_depth 3;',
      'proxy_pass https://$used;',
    ])
      expect(text).toContain(part);
    for (const part of [
      'listen 443',
      'auth_',
      'unused',
      'alone',
      'outer',
      'other',
      'worker_processes 32',
    ])
      expect(text).not.toContain(part);
    expect(text).toContain('location / { return 444; }');
    const anywhere = rehearsalConfig(path, config, { ...place, pathGiven: false }).text;
    expect(anywhere).toContain('location / {');
    expect(anywhere).not.toContain('444');
    expect(reads).toEqual(['/etc/nginx/client.pem', '/etc/nginx//keys/k.pem']);
  });
});
