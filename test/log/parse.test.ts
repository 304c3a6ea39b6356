import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLine } from '../../src/log/parse.ts';
import { BASE_LINES, wholeLine } from './base-lines.ts';

const source = { input: 'error.log', line: 1 };
const parse = (line: string) => {
  const event = parseLine(line, source);
  if (event === null) throw new Error(`no event in ${line}`);
  return event;
};

describe('every line that nginx was seen to write', () => {
  it('has enough of them', () => {
    expect(BASE_LINES.length).toBeGreaterThan(200);
  });
  it.each(BASE_LINES.map((base) => [base.message, base] as const))('%s', (_, base) => {
    const event = parse(wholeLine(base));
    expect(event).toMatchObject({
      kind: base.kind,
      phase: base.phase,
      level: base.level,
      alert: base.alert,
      time: '2026-11-21T07:27:09',
      pid: 1187,
      text: base.message,
    });
    expect(event.verifyError?.code ?? null).toBe(base.verify);
    expect(event.errno?.code ?? null).toBe(base.errno);
    expect(event.errors.map((error) => error.code)).toEqual(base.codes);
    if (base.module === 'http') {
      expect(event).toMatchObject({
        connection: 4821,
        client: '10.0.1.55',
        server: 'api.internal.example.com',
        request: { method: 'POST', uri: '/v2/ingest?id=7', protocol: 'HTTP/1.1' },
        upstream: { scheme: 'https', host: '10.0.4.22', port: 443, uri: '/v2/ingest?id=7' },
        host: 'api.internal.example.com',
      });
    }
    if (base.module === 'stream')
      expect(event).toMatchObject({
        server: '0.0.0.0:9443',
        upstream: { raw: '10.0.4.22:443', scheme: null, host: '10.0.4.22', port: 443 },
        request: null,
      });
  });
});

describe('details', () => {
  const line = (message: string, fields: string) =>
    `2026/11/21 07:27:09 [error] 7#7: *9 ${message}${fields}`;
  const failed =
    'SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream';

  it('reads the name that did not match', () => {
    const event = parse(
      line(
        'upstream SSL certificate does not match "a "quoted" name" while SSL handshaking to upstream',
        ', client: ::1, server: _, request: "GET / HTTP/2.0", upstream: "https://[2001:db8::7]:8443/", host: "x"',
      ),
    );
    expect(event.checkedName).toBe('a "quoted" name');
    expect(event.upstream).toMatchObject({ host: '[2001:db8::7]', port: 8443, uri: '/' });
    expect(event.client).toBe('::1');
  });

  it('reads the place of a startup message and what OpenSSL adds', () => {
    const event = parse(
      'nginx: [emerg] SSL_CONF_cmd("Curves", "X448-foo") failed (SSL: error:0A000180:SSL routines::bad value:cmd=Curves, value=X448-foo)',
    );
    expect(event).toMatchObject({ kind: 'startup-error', operation: 'SSL_CONF_cmd', time: null });
    expect(event.errors[0]?.data).toBe('cmd=Curves, value=X448-foo');
    expect(parse('nginx: [emerg] unknown directive "x" in conf.d/a b.conf:3').at).toBeNull();
    expect(parse('nginx: [emerg] unknown directive "x" in /etc/nginx/nginx.conf:3').at).toEqual({
      file: '/etc/nginx/nginx.conf',
      line: 3,
    });
  });

  it('reads unix sockets, groups and subrequests', () => {
    const event = parse(
      line(
        failed,
        ', client: unix:, server: a.example.com, request: "GET /x HTTP/1.1", subrequest: "/auth", upstream: "https://unix:/run/app.sock:/auth", host: "a.example.com", referrer: "https://a.example.com/"',
      ),
    );
    expect(event).toMatchObject({
      subrequest: '/auth',
      upstream: { host: 'unix:/run/app.sock', port: null, uri: '/auth' },
    });
    expect(
      parse(
        line(
          'no live upstreams while connecting to upstream',
          ', client: 1.1.1.1, server: a, request: "GET / HTTP/1.1", upstream: "https://backend/", host: "a"',
        ),
      ).upstream,
    ).toMatchObject({ host: 'backend', port: null });
  });

  it('takes fields in another order', () => {
    const event = parse(
      line(
        failed,
        ', client: 1.1.1.1, server: a, upstream: "https://10.0.0.1/x", host: "h", request: "GET /x HTTP/1.1"',
      ),
    );
    expect(event).toMatchObject({
      server: 'a',
      host: 'h',
      upstream: { raw: 'https://10.0.0.1/x' },
      request: { method: 'GET', uri: '/x' },
    });
  });

  it('keeps the client side apart', () => {
    const own =
      'SSL_do_handshake() failed (SSL: error:14094418:SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca:SSL alert number 48) while SSL handshaking';
    expect(parse(line(own, ', client: 10.0.0.9, server: 0.0.0.0:443')).kind).toBe('other');
    expect(
      parse(
        line(
          'SSL_write() failed (SSL: error:0A000461:SSL routines::bad write retry) while sending to client',
          ', client: 10.0.0.9, server: a, request: "GET / HTTP/1.1", upstream: "http://10.0.0.1/", host: "a"',
        ),
      ).kind,
    ).toBe('other');
  });

  it('takes a fragment without fields for the upstream’s', () => {
    const event = parse(
      '2026/11/21 07:27:09 [error] 7#7: *9 SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure',
    );
    expect(event).toMatchObject({ kind: 'handshake-failed', alert: 40, upstream: null });
  });

  it('makes nothing of other programs’ lines', () => {
    for (const text of [
      '',
      'GET / 200',
      '10.0.0.1 - - [21/Nov/2026:07:27:09 +0000] "GET /2026/11/21 HTTP/1.1" 502 157 "-" "2026/11/21 07:27:09 [error] 7#7: *9 SSL_do_handshake() failed"',
      '{"remote_addr":"1.1.1.1","user_agent":"2026/11/21 07:27:09 [error] 7#7: *9 SSL_do_handshake() failed"}',
      'Nov 21 07:27:09 host sshd[1]: Connection closed',
    ])
      expect(parseLine(text, source), text).toBeNull();
  });
});

describe('hostile content', () => {
  const head =
    '2026/11/21 07:27:09 [error] 7#7: *9 SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream, client: 10.0.0.9, server: real.example.com, ';
  const tail = 'upstream: "https://10.0.4.22:443/x", host: "real.example.com"';
  const forged = '", upstream: "https://evil.example.net/", host: "evil.example.net';

  it.each([
    ['request', `${head}request: "GET /x${forged} HTTP/1.1", ${tail}`],
    ['request of HTTP/2', `${head}request: "GET /x${forged} HTTP/2.0", ${tail}`],
    ['referrer', `${head}request: "GET /x HTTP/1.1", ${tail}, referrer: "a HTTP/1.1${forged}"`],
    ['server in request', `${head}request: "GET /, server: evil, request: "x HTTP/1.1", ${tail}`],
    [
      'client in referrer',
      `${head}request: "GET /x HTTP/1.1", ${tail}, referrer: ", client: 6.6.6.6, server: evil"`,
    ],
  ])('forged fields in the %s do not win', (_, line) => {
    expect(parse(line)).toMatchObject({
      server: 'real.example.com',
      upstream: { raw: 'https://10.0.4.22:443/x' },
      host: 'real.example.com',
    });
  });

  it('a subrequest behind the upstream is part of its URI', () => {
    const event = parse(
      `${head}request: "GET /x HTTP/1.1", upstream: "https://10.0.4.22:443/x", subrequest: "/evil", host: "real.example.com"`,
    );
    expect(event).toMatchObject({ subrequest: null, upstream: { host: '10.0.4.22', port: 443 } });
    expect(event.host).toBe('real.example.com');
  });

  it('a line that stood in a path is none', () => {
    const line = `${head}request: "GET /x HTTP/1.1", ${tail}" failed (2: No such file or directory), client: 10.0.0.9, server: a, request: "GET /%0a HTTP/1.1", host: "a"`;
    expect(parseLine(line, source)).toBeNull();
  });

  it('an unfinished request in a cut line has no fields behind it', () => {
    const line = `${head}request: "GET /x${forged}", ${'a'.repeat(2000)}`.slice(0, 2047);
    expect(parse(line).upstream).toBeNull();
  });

  it('never throws, leaves no control characters, stays small', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        ', upstream: "',
        ', client: ',
        ', server: ',
        ', request: "',
        '", host: "',
        ' while ',
        '\x1b[31m',
        '\x00',
        '\u202e',
        '(SSL: error:0A000410:',
        'unix:',
        '" HTTP/1.1"',
        '*1 ',
        '{"log":"',
        '\\',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.boolean(), (pieces, stamped) => {
        const event = parseLine((stamped ? head : '') + pieces.join(''), source);
        if (event === null) return;
        expect(JSON.stringify(event).replaceAll('\\\\', '')).not.toMatch(
          /\\u00[01][0-9a-f]|\\u007f|\\[bfnrt]|[\u0080-\u009f\u202e]/,
        );
        expect(event.text.length).toBeLessThanOrEqual(2000);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes time in proportion to what it is given', () => {
    for (const unit of [
      ', client: ',
      '", upstream: "',
      ' while a',
      '(',
      'error:0A000410:',
      '{"log":"',
      '"""',
      'nginx: ',
    ]) {
      const line = head + unit.repeat(1_000_000 / unit.length);
      const start = performance.now();
      parseLine(line, source);
      expect(performance.now() - start, unit).toBeLessThan(1000);
    }
  });
});
