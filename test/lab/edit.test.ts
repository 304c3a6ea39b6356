/** The actions change a configuration the way people do. */
import { describe, expect, it } from 'vitest';
import { atHttpLevel, passes, set } from '../../lab/edit.ts';
import { Addresses } from '../../lab/lane.ts';
import { normalLines } from '../../lab/normal.ts';
import { within } from '../../lab/releases.ts';
import { find } from '../../lab/servers/child.ts';
import { mountsBelow } from '../../lab/setup.ts';

describe('set', () => {
  it('replaces what stands beside the pass and leaves other places alone', () => {
    const config = {
      'conf.d/a.conf':
        'proxy_ssl_verify on;\nserver { location / { proxy_ssl_verify on; proxy_pass https://a; } }',
    };
    const out = set(config, [['ssl_verify', 'off']])!['conf.d/a.conf']!;
    expect(out.match(/proxy_ssl_verify on;/g)).toHaveLength(1);
    expect(out).toMatch(/proxy_pass https:\/\/a;\s+proxy_ssl_verify off;/);
  });

  it('goes around an if, where no such directive may stand', () => {
    const config = {
      'conf.d/a.conf': 'server { location / { if ($a) { proxy_pass https://a; } } }',
    };
    const out = set(config, [['ssl_server_name', 'on']])!['conf.d/a.conf']!;
    expect(out.indexOf('proxy_ssl_server_name')).toBeLessThan(out.indexOf('if ('));
  });

  it('takes out what an included snippet sets as well', () => {
    const config = {
      'conf.d/a.conf': 'server { location / { include snippets/t.conf; grpc_pass grpcs://a; } }',
      'snippets/t.conf': 'grpc_ssl_name a; grpc_ssl_verify on;',
    };
    const out = set(config, [['ssl_name', 'b']])!;
    expect(out['snippets/t.conf']).toBe(' grpc_ssl_verify on;');
    expect(out['conf.d/a.conf']).toContain('grpc_ssl_name b;');
  });

  it('replaces only the header that it sets', () => {
    const config = {
      'conf.d/a.conf':
        'server { location / { proxy_set_header Host $host; proxy_set_header X-A 1; proxy_pass https://a; } }',
    };
    const out = set(config, [['set_header', 'Host b']])!['conf.d/a.conf']!;
    expect(out).not.toContain('$host');
    expect(out).toContain('X-A 1');
  });

  it('does nothing where nothing is proxied', () => {
    expect(set({ 'nginx.conf': 'events {}' }, [['ssl_verify', 'off']])).toBeNull();
  });

  it('knows stream from http', () => {
    const found = passes({
      'stream.d/s.conf': 'server { proxy_pass a:1; }',
      'conf.d/h.conf': 'server { location / { uwsgi_pass a; } }',
    });
    expect(found.map((p) => [p.family, p.stream])).toEqual([
      ['proxy', true],
      ['uwsgi', false],
    ]);
  });

  it('writes at the level of http', () => {
    expect(
      atHttpLevel({ 'nginx.conf': 'events {}\nhttp {\n}\n' }, 'a b;')?.['nginx.conf'],
    ).toContain('http {\n    a b;');
    expect(atHttpLevel({ 'nginx.conf': 'stream {}' }, 'a b;')).toBeNull();
  });
});

describe('addresses', () => {
  it('go there and back', () => {
    const a = new Addresses({ prefix: '127.199', free: () => {} }, 7);
    const real = a.translateConfig('listen 80; proxy_pass https://10.0.4.22:443; # 10.0.4.23');
    expect(real).toBe(
      'listen 127.199.107.254:80; proxy_pass https://127.199.107.1:443; # 127.199.107.2',
    );
    expect(a.shown('127.199.107.1:443 127.199.107.2 127.199.107.253 127.199.107.254:80')).toBe(
      '10.0.4.22:443 10.0.4.23 10.0.1.55 0.0.0.0:80',
    );
    expect(a.shown(a.translate('10.0.4.22', true))).toBe('10.0.4.22');
  });
});

describe('recorded lines', () => {
  it('differ in nothing that differs from run to run', () => {
    expect(
      normalLines(
        '2026/11/21 09:01:02 [error] 77#78: *19 a\n2026/11/21 09:01:03 [warn] 77#78: *23 b\n',
      ),
    ).toEqual([
      '2026/11/02 09:14:07 [error] 812#812: *1 a',
      '2026/11/02 09:14:07 [warn] 812#812: *2 b',
    ]);
  });
});

describe('releases', () => {
  it('are compared by number', () => {
    expect(within('1.22.1', ['1.19.4', null])).toBe(true);
    expect(within('1.18.0', ['1.19.4', null])).toBe(false);
    expect(within('1.29.4', [null, '1.29.4'])).toBe(false);
  });
});

describe('clean', () => {
  it('finds what is mounted below a folder, innermost first, and nothing beside it', () => {
    const mounts =
      'a /r/trixie/proc proc rw 0 0\nb /r/trixie/proc/x tmpfs rw 0 0\nc /r/trixie2 ext4 rw 0 0\nd /r/with\\040blank/m ext4 rw 0 0\n';
    expect(mountsBelow('/r/trixie', mounts)).toEqual(['/r/trixie/proc/x', '/r/trixie/proc']);
    expect(mountsBelow('/r/with blank', mounts)).toEqual(['/r/with blank/m']);
  });
});

describe('a missing program', () => {
  it('is named, with the package that has it', () => {
    expect(() => find('no-such-server', 'install it with: apt-get install x')).toThrow(
      'no-such-server is missing; install it with: apt-get install x',
    );
  });
});
