/** The package as programs use it; what it exports is pinned in `package.test.ts`. */
import { describe, expect, it } from 'vitest';
import * as api from '../src/index.ts';

describe('the library', () => {
  it('diagnoses and repairs texts in a few lines', () => {
    const log =
      '2026/11/21 07:27:09 [crit] 1#1: *1 SSL_do_handshake() failed (SSL: error:0A000458:SSL routines::tlsv1 unrecognized name:SSL alert number 112) while SSL handshaking to upstream, client: 192.0.2.1, server: s.example.com, request: "GET / HTTP/1.1", upstream: "https://203.0.113.1:443/", host: "s.example.com"';
    const config = 'location / {\n    proxy_pass https://api.example.net;\n}\n';
    const diagnosis = api.diagnoseTexts({ log, config });
    expect(diagnosis.incidents[0]?.verdict).toBe('sni-not-sent');
    const { edits } = api.planRepairs(diagnosis, { allowWeakening: false });
    expect(api.applyEdits(config, edits)).toBe(
      'location / {\n    proxy_pass https://api.example.net;\n    proxy_ssl_server_name on;\n}\n',
    );
  });
});
