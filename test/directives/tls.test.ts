import { describe, expect, it } from 'vitest';
import {
  defaultOf,
  type Family,
  nameOf,
  supportedBy,
  TLS_DIRECTIVES,
  tlsDirective,
} from '../../src/directives/tls.ts';
import { atLeast, compareVersions } from '../../src/directives/version.ts';

describe('the directive table', () => {
  it('has fourteen directives for each http family and sixteen for stream', () => {
    const count = (family: Family) => TLS_DIRECTIVES.filter((d) => d.family === family).length;
    expect([count('proxy'), count('grpc'), count('uwsgi'), count('stream')]).toEqual([
      14, 14, 14, 16,
    ]);
  });

  it('names them as nginx does', () => {
    expect(nameOf('verify', 'grpc')).toBe('grpc_ssl_verify');
    expect(nameOf('name', 'stream')).toBe('proxy_ssl_name');
    expect(nameOf('ssl', 'stream')).toBe('proxy_ssl');
    for (const d of TLS_DIRECTIVES) expect(nameOf(d.key, d.family)).toBe(d.name);
    expect(tlsDirective('proxy_ssl', 'proxy')).toBeUndefined();
    expect(tlsDirective('proxy_ssl_alpn', 'proxy')).toBeUndefined();
    expect(tlsDirective('grpc_ssl_name', 'proxy')).toBeUndefined();
  });

  it('knows what each version has', () => {
    const known = (name: string, family: Family, version: string) =>
      supportedBy(tlsDirective(name, family)!, version);
    expect(known('proxy_ssl_conf_command', 'proxy', '1.19.3')).toBe(false);
    expect(known('proxy_ssl_conf_command', 'proxy', '1.19.4')).toBe(true);
    expect(known('proxy_ssl_name', 'proxy', '1.6.3')).toBe(false);
    expect(known('grpc_ssl_name', 'grpc', '1.13.9')).toBe(false);
    expect(known('proxy_ssl_certificate_cache', 'proxy', '1.27.4')).toBe(true);
    expect(known('proxy_ssl_alpn', 'stream', '1.30.6')).toBe(false);
    expect(known('proxy_ssl_alpn', 'stream', '1.31.0')).toBe(true);
    expect(tlsDirective('proxy_ssl_name', 'stream')!.variablesSince).toBe('1.11.3');
    expect(tlsDirective('proxy_ssl_certificate', 'proxy')!.variablesSince).toBe('1.21.0');
    expect(tlsDirective('proxy_ssl_verify', 'proxy')!.variablesSince).toBeNull();
  });

  it('has the defaults of each version', () => {
    expect(defaultOf('protocols', '1.9.0')).toBe('SSLv3 TLSv1 TLSv1.1 TLSv1.2');
    expect(defaultOf('protocols', '1.23.3')).toBe('TLSv1 TLSv1.1 TLSv1.2');
    expect(defaultOf('protocols', '1.23.4')).toBe('TLSv1 TLSv1.1 TLSv1.2 TLSv1.3');
    expect(defaultOf('protocols', '1.27.2')).toBe('TLSv1 TLSv1.1 TLSv1.2 TLSv1.3');
    expect(defaultOf('protocols', '1.27.3')).toBe('TLSv1.2 TLSv1.3');
    expect(defaultOf('server_name', '1.31.5')).toBe('off');
    expect(defaultOf('verify_depth', '1.31.5')).toBe('1');
    expect(defaultOf('trusted_certificate', '1.31.5')).toBeNull();
  });

  it('says how each is inherited and repeated', () => {
    const of = (name: string, family: Family = 'proxy') => {
      const { inheritance, repeat } = tlsDirective(name, family)!;
      return `${inheritance} ${repeat}`;
    };
    expect(of('proxy_ssl_verify')).toBe('single refused');
    expect(of('proxy_ssl_protocols')).toBe('set added');
    expect(of('proxy_ssl_conf_command')).toBe('array added');
    expect(of('proxy_ssl_alpn', 'stream')).toBe('array refused');
  });

  it('compares versions by number', () => {
    expect(compareVersions('1.9.0', '1.10.0')).toBeLessThan(0);
    expect(compareVersions('1.1.1w', '1.1.1k')).toBeGreaterThan(0);
    expect(compareVersions('3.0', '3.0.0')).toBe(0);
    expect(atLeast('3.5', '3.2')).toBe(true);
    expect(atLeast('nonsense', '1.0')).toBe(false);
  });
});
