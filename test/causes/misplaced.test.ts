/** Directives in the wrong block are moved only where it is clear for whom they were meant, and never when that lowers anything. */
import { describe, expect, it } from 'vitest';
import { diagnoseTexts } from '../../src/diagnosis/diagnose-texts.ts';
import { planRepairs } from '../../src/diagnosis/plan.ts';
import { applyEdits } from '../../src/text/edit.ts';

/** The configuration after the repair; null when there is none. */
function repaired(text: string, said: string, at: number, name?: string): string | null {
  const diagnosis = diagnoseTexts({
    log: `2026/11/02 09:14:07 [emerg] 812#812: ${said} in /etc/nginx/nginx.conf:${at}\n`,
    config: { '/etc/nginx/nginx.conf': text },
    nginx: '1.22.1',
    now: '2026-11-03T00:00:00Z',
    ...(name !== undefined && { name }),
  });
  expect(diagnosis.incidents[0]?.verdict).toBe('config-syntax');
  const { edits } = planRepairs(diagnosis, { allowWeakening: false });
  return edits.length === 0 ? null : applyEdits(text, edits);
}

const inIf = (directive: string) =>
  `events {}\nhttp {\n  server {\n    location / {\n      if ($a) {\n        ${directive}\n      }\n      proxy_pass https://10.0.4.22;\n    }\n  }\n}\n`;

describe('a misplaced directive', () => {
  const NOT_HERE = '"proxy_ssl_server_name" directive is not allowed here';

  it('goes from an if to the location around it', () => {
    const text = repaired(inIf('proxy_ssl_server_name on;'), NOT_HERE, 6);
    expect(text).toMatch(/proxy_pass https:\/\/10\.0\.4\.22;\n\s+proxy_ssl_server_name on;/);
    expect(text?.match(/proxy_ssl_server_name/g)).toHaveLength(1);
  });

  it('goes from a group to every place that proxies to it, and to no other', () => {
    const text = repaired(
      'events {}\nhttp {\n  upstream api {\n    server 10.0.4.22:443;\n    proxy_ssl_server_name on;\n  }\n  server {\n    location /a { proxy_pass https://api; }\n    location /b { proxy_pass https://api; }\n    location /c { proxy_pass https://10.0.4.23; }\n  }\n}\n',
      NOT_HERE,
      5,
    );
    expect(text?.match(/https:\/\/api;\s*proxy_ssl_server_name on;/g)).toHaveLength(2);
    expect(text?.match(/proxy_ssl_server_name/g)).toHaveLength(2);
  });

  it('stays for its reader to move where it would lower something', () => {
    const said = NOT_HERE.replace('server_name', 'verify');
    expect(repaired(inIf('proxy_ssl_verify off;'), said, 6)).toBeNull();
  });
});

describe('a name that stands there twice', () => {
  const TWICE = '"proxy_ssl_name" directive is duplicate';
  const text =
    'events {}\nhttp {\n  server {\n    location / {\n      proxy_pass https://10.0.4.22;\n      proxy_ssl_name a.example;\n      proxy_ssl_name b.example;\n    }\n  }\n}\n';

  it('is kept where the user states it', () => {
    expect(repaired(text, TWICE, 7, 'b.example')).toBe(
      text.replace('      proxy_ssl_name a.example;\n', ''),
    );
  });

  it.each([undefined, 'c.example'])('is left alone with --name %s', (name) => {
    expect(repaired(text, TWICE, 7, name)).toBeNull();
  });
});
