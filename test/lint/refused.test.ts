/** What nginx refuses to start with is found, and what it accepts is not called refused. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { need } from '../real/need.ts';
import { streamModule } from '../real/nginx-process.ts';
import { lintFiles } from './lint-files.ts';

const http = (own: string) =>
  `events {}\nhttp { server { location / { proxy_pass https://127.0.0.1; proxy_ssl_server_name on; proxy_ssl_name a.example.com; ${own} } } }\n`;
const stream = (own: string) =>
  `events {}\nstream { server { listen 127.0.0.1:19443; proxy_pass 127.0.0.1:443; proxy_ssl on; proxy_ssl_server_name on; proxy_ssl_name a.example.com; ${own} } }\n`;

/** The findings that say that nginx will not start. */
const REFUSALS = /refused-inside|ciphers-all-unknown|ciphers-none|commercial-directive/;

const REFUSED: readonly (readonly [string, string])[] = [
  ['another module in stream', stream('grpc_ssl_verify on;')],
  ['stream in http', http('proxy_ssl on;')],
  ['a setting in if', http('if ($args) { proxy_ssl_verify off; }')],
  ['a setting in limit_except', http('limit_except GET { proxy_ssl_name b.example.com; }')],
  ['the commercial edition', http('proxy_ssl_key_log keys.log;')],
  ['a misspelt cipher', http('proxy_ssl_ciphers HIHG;')],
  ['TLS 1.3 suites alone', http('proxy_ssl_ciphers TLS_AES_256_GCM_SHA384;')],
];
const ACCEPTED: readonly (readonly [string, string])[] = [
  ['a misspelt cipher among others', http('proxy_ssl_ciphers HIHG:HIGH;')],
  ['classes and operators', http('proxy_ssl_ciphers ECDHE+AESGCM:!aNULL:-MD5:@STRENGTH;')],
  ['another module in http', http('grpc_ssl_verify off;')],
  ['settings in stream', stream('proxy_ssl_session_reuse off;')],
];

function refusals(text: string): readonly string[] {
  const { findings } = lintFiles({ 'nginx.conf': text });
  return findings.map((f) => f.message.id).filter((id) => REFUSALS.test(id));
}

describe('what nginx refuses', () => {
  it.each(REFUSED)('%s is found', (_, text) => expect(refusals(text)).toHaveLength(1));
  it.each(ACCEPTED)('%s is not called refused', (_, text) => expect(refusals(text)).toEqual([]));

  it('a misspelt cipher is told where OpenSSL skips it', () => {
    const [, text] = ACCEPTED[0] as readonly [string, string];
    const ids = lintFiles({ 'nginx.conf': text }).findings.map((f) => f.message.id);
    expect(ids).toEqual(['lint.ciphers-unknown']);
  });
});

describe.runIf(need('nginx'))('on a real nginx', () => {
  const module = streamModule();

  function starts(text: string): boolean {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-refused-'));
    const file = path.join(dir, 'nginx.conf');
    writeFileSync(file, `${text.includes('stream {') ? module : ''}pid ${dir}/pid;\n${text}`);
    const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
    const { status } = spawnSync('nginx', ['-t', '-q', '-p', dir, '-c', file], { env });
    rmSync(dir, { recursive: true, force: true });
    return status === 0;
  }

  it('the same is refused, and the rest accepted', () => {
    const possible = ([, text]: readonly [string, string]) =>
      module !== '' || !/stream \{/.test(text);
    expect(REFUSED.filter(possible).filter(([, text]) => starts(text))).toEqual([]);
    expect(ACCEPTED.filter(possible).filter(([, text]) => !starts(text))).toEqual([]);
  });
});
