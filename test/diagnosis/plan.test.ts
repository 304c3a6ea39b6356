/** Several incidents, one consistent set of edits. */
import { describe, expect, it } from 'vitest';
import { planRepairs } from '../../src/diagnosis/plan.ts';
import { diagnosed, edited } from './diagnosed.ts';

const HEAD = '2026/11/21 07:27:09 [crit] 1#1: *';
const A112 =
  'SSL_do_handshake() failed (SSL: error:0A000458:SSL routines::tlsv1 unrecognized name:SSL alert number 112) while SSL handshaking to upstream';
const VERIFY =
  'upstream SSL certificate does not match "10.0.0.1" while SSL handshaking to upstream';

function line(n: number, text: string, uri: string, upstream: string): string {
  return `${HEAD}${n} ${text}, client: 192.0.2.1, server: s.example.com, request: "GET ${uri} HTTP/1.1", upstream: "https://${upstream}${uri}", host: "s.example.com"\n`;
}

function server(body: string): Record<string, string> {
  return {
    'nginx.conf': `http {\n  server {\n    server_name s.example.com;\n${body}  }\n}\n`,
  };
}

function mended(config: Record<string, string>, log: string, name?: string): string {
  const diagnosis = diagnosed({ log, config, ...(name === undefined ? {} : { name }) });
  return (
    edited(config, planRepairs(diagnosis, { allowWeakening: false }).edits)['nginx.conf'] ?? ''
  );
}

describe('a plan for several incidents', () => {
  it('makes the same change once', () => {
    const config = server(
      '    location / {\n      proxy_pass https://10.0.0.1;\n      proxy_ssl_verify on;\n      proxy_ssl_trusted_certificate ca.pem;\n    }\n',
    );
    const log =
      line(1, A112, '/a', '10.0.0.1:443') +
      line(2, A112, '/b', '10.0.0.1:443') +
      line(3, VERIFY, '/c', '10.0.0.1:443');
    const after = mended(config, log, 'right.example.net');
    expect(after.match(/proxy_ssl_server_name on;/g)).toHaveLength(1);
    expect(after.match(/proxy_ssl_name right\.example\.net;/g)).toHaveLength(1);
  });

  it('repairs a nested location rather than keeping it as it was', () => {
    const config = server(
      '    location / {\n      proxy_pass https://a.example.net;\n      location /in/ {\n        proxy_pass https://b.example.net;\n      }\n    }\n',
    );
    const log =
      line(1, A112, '/x', '203.0.113.1:443') +
      line(2, A112, '/x', '203.0.113.1:443') +
      line(3, A112, '/in/y', '203.0.113.2:443');
    const after = mended(config, log);
    expect(after.match(/proxy_ssl_server_name on;/g)).toHaveLength(2);
    expect(after).not.toContain('server_name off');
  });

  it('says why it holds a repair back', () => {
    const config = server('    location / {\n      proxy_pass https://10.0.0.1;\n    }\n');
    const diagnosis = diagnosed({ log: line(1, A112, '/', '10.0.0.1:443'), config });
    const plan = planRepairs(diagnosis, { allowWeakening: false });
    expect(plan.edits).toEqual([]);
    expect(plan.held.map((h) => [h.incident, h.cause, h.why])).toEqual([
      ['i1', 'sni-not-sent', 'needs'],
    ]);
  });

  it('leaves a file alone whose directive has no end', () => {
    const config = { 'nginx.conf': 'location / {\n  proxy_pass https://a.example.net' };
    const diagnosis = diagnosed({ log: line(1, A112, '/', '203.0.113.1:443'), config });
    expect(planRepairs(diagnosis, { allowWeakening: false }).edits).toEqual([]);
  });

  it('is the same whatever the order of the incidents', () => {
    const config = server(
      '    location /a/ {\n      proxy_pass https://a.example.net;\n    }\n    location /b/ {\n      proxy_pass https://b.example.net;\n    }\n',
    );
    const one = line(1, A112, '/a/x', '203.0.113.1:443');
    const two = line(2, A112, '/b/y', '203.0.113.2:443');
    expect(mended(config, one + two)).toBe(mended(config, two + one));
  });
});
