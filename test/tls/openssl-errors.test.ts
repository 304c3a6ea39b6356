import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALERTS, alertByNumber, alertByText, alertText } from '../../src/tls/alerts.ts';
import {
  generationsOf,
  libraryOf,
  parseOpensslErrors,
  reasonNumber,
} from '../../src/tls/openssl-errors.ts';
import { verifyErrorByCode } from '../../src/tls/verify-errors.ts';

describe('OpenSSL errors', () => {
  const one: [string, Record<string, unknown>, readonly string[]][] = [
    [
      'error:14094410:SSL routines:SSL3_READ_BYTES:sslv3 alert handshake failure:SSL alert number 40',
      { code: '14094410', func: 'SSL3_READ_BYTES', alert: 40 },
      ['1.0'],
    ],
    [
      'error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:SSL alert number 40',
      { func: 'ssl3_read_bytes', reason: 'sslv3 alert handshake failure', alert: 40 },
      ['1.1'],
    ],
    [
      'error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40',
      { func: null, alert: 40, data: 'SSL alert number 40' },
      ['3.0'],
    ],
    ['error:0A000410:SSL routines::ssl/tls alert handshake failure', { alert: 40 }, ['3.5']],
    [
      'error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:s3_pkt.c:1493:SSL alert number 40',
      { reason: 'sslv3 alert handshake failure', alert: 40, data: 'SSL alert number 40' },
      ['1.1'],
    ],
    [
      'error:14094460:SSL routines:ssl3_read_bytes:reason(1120):SSL alert number 120',
      { alert: 120 },
      ['1.1'],
    ],
    ['error:0A00010B:SSL routines::wrong version number', { alert: null }, ['3.0', '3.5']],
    ['error:0a000458:SSL routines::tlsv1 unrecognized name', { alert: 112 }, ['3.0', '3.5']],
    [
      'error:140E6118:SSL routines:ssl_cipher_process_rulestr:invalid command',
      { alert: null },
      ['1.1'],
    ],
    [
      'error:1410D0B9:SSL routines:SSL_CTX_set_cipher_list:no cipher match',
      { alert: null },
      ['1.0', '1.1'],
    ],
    [
      'error:0480006C:PEM routines::no start line:Expecting: ANY PRIVATE KEY',
      { library: 'PEM routines', reason: 'no start line', data: 'Expecting: ANY PRIVATE KEY' },
      ['3.0', '3.5'],
    ],
  ];
  it.each(one)('%s', (text, expected, generations) => {
    const [error, ...rest] = parseOpensslErrors(`(SSL: ${text})`.slice(6, -1));
    expect(rest).toEqual([]);
    expect(error).toMatchObject(expected);
    expect(generationsOf(error!)).toEqual(generations);
  });

  it('keeps the order of several', () => {
    const errors = parseOpensslErrors(
      'error:80000002:system library::No such file or directory:calling fopen(/etc/nginx/ssl/a.pem, r) error:10000080:BIO routines::no such file error:05880020:x509 certificate routines::BIO lib',
    );
    expect(errors.map((e) => e.reason)).toEqual([
      'No such file or directory',
      'no such file',
      'BIO lib',
    ]);
    expect(errors[0]!.data).toBe('calling fopen(/etc/nginx/ssl/a.pem, r)');
  });

  it('tells BoringSSL and LibreSSL from OpenSSL', () => {
    const library = (text: string) => libraryOf(parseOpensslErrors(text)[0]!);
    expect(
      library('error:10000410:SSL routines:OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE'),
    ).toBe('boringssl');
    expect(library('error:1404B410:SSL routines:ST_CONNECT:sslv3 alert handshake failure')).toBe(
      'libressl',
    );
    expect(library('error:0A00010B:SSL routines::wrong version number')).toBe('openssl');
  });

  it('reads the reason from the low 12 bits', () => {
    for (const alert of ALERTS) {
      const low = (1000 + alert.number).toString(16).toUpperCase().padStart(3, '0');
      expect(reasonNumber(`14094${low}`)).toBe(1000 + alert.number);
      expect(reasonNumber(`0A000${low}`)).toBe(1000 + alert.number);
    }
  });

  it('never throws and stays bounded', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        expect(parseOpensslErrors(text.replaceAll('x', 'error:0A000410:')).length).toBeLessThan(17);
      }),
    );
  });
});

describe('alerts', () => {
  it('finds every alert by every text it is logged with', () => {
    for (const alert of ALERTS)
      for (const generation of ['1.0', '1.1', '3.0', '3.5'] as const)
        expect(alertByText(alertText(alert.number, generation))?.number).toBe(alert.number);
  });
  it('writes as the generations do', () => {
    expect(alertText(40, '3.0')).toBe('sslv3 alert handshake failure');
    expect(alertText(40, '3.5')).toBe('ssl/tls alert handshake failure');
    expect(alertText(112, '3.5')).toBe('tlsv1 unrecognized name');
    expect(alertText(120, '1.1')).toBe('reason(1120)');
    expect(alertByNumber(40)?.name).toBe('handshake_failure');
    expect(alertByNumber(41.5)).toBeNull();
  });
});

it('knows verification errors and what each generation calls them', () => {
  expect(verifyErrorByCode(20)?.text).toBe('unable to get local issuer certificate');
  expect(verifyErrorByCode(18)).toMatchObject({
    text: 'self-signed certificate',
    textIn1x: 'self signed certificate',
  });
  expect(verifyErrorByCode(9)?.textFrom36).toContain('system clock');
  expect(verifyErrorByCode(4711)).toBeNull();
});
