/** Where nginx has no resolver, one is written that somebody named, and none is invented. */
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { diagnoseTexts } from '../../src/diagnosis/diagnose-texts.ts';
import { planRepairs } from '../../src/diagnosis/plan.ts';
import { applyEdits } from '../../src/text/edit.ts';

const NONE = 'no resolver defined to resolve api.example.com';
const PLACE =
  '    location / {\n      set $b api.example.com;\n      proxy_pass https://$b;\n      proxy_ssl_server_name on;\n    }\n';
const CONF = `http {\n  server {\n${PLACE}  }\n}\n`;

function planned(text: string, said = NONE, resolver?: string) {
  const read = diagnoseTexts({
    log: `2026/11/02 09:14:07 [error] 812#812: *1 ${said}, client: 10.0.1.55, server: , request: "GET / HTTP/1.1", host: "www.example.com"\n`,
    config: { 'nginx.conf': text },
    nginx: '1.22.1',
    now: '2026-11-03T00:00:00Z',
  });
  const c = read.incidents[0]?.case;
  if (c === undefined) throw new Error('nothing was diagnosed');
  const diagnosis = diagnose({
    incidents: [c.incident],
    config: c.config,
    paths: c.allPaths,
    versions: read.versions,
    ...(resolver !== undefined && { statedResolver: resolver }),
    read: read.read,
    now: '2026-11-03T00:00:00Z',
  });
  expect(diagnosis.incidents[0]?.verdict).toBe('not-tls');
  const plan = planRepairs(diagnosis, { allowWeakening: false });
  return { text: applyEdits(text, plan.edits), held: plan.held };
}

describe('a resolver that is missing', () => {
  it('is asked for', () => {
    const { text, held } = planned(CONF);
    expect(text).toBe(CONF);
    expect(held.map((h) => h.repair?.needs.map((n) => n.what))).toEqual([['resolver']]);
  });

  it('is written beside the pass as it is stated', () => {
    const { text, held } = planned(CONF, NONE, '[2001:db8::53]:5353');
    expect(held).toEqual([]);
    expect(text).toContain('      proxy_pass https://$b;\n      resolver [2001:db8::53]:5353;\n');
  });

  it('is the one that another place names, with its parameters', () => {
    const other = '  server {\n    resolver 10.0.0.2 valid=30s;\n  }\n}\n';
    const { text } = planned(CONF.replace(/\}\n$/, other));
    expect(text.match(/resolver 10\.0\.0\.2 valid=30s;/g)).toHaveLength(2);
  });

  it('is asked for where two are named, each as a candidate', () => {
    const others =
      '  server {\n    resolver 10.0.0.2;\n  }\n  server {\n    resolver 10.0.0.3;\n  }\n}\n';
    const { held } = planned(CONF.replace(/\}\n$/, others));
    const values = held[0]?.repair?.needs[0]?.candidates.map((x) => x.value);
    expect(values).toEqual(['10.0.0.2', '10.0.0.3']);
  });

  it('is no matter where one is asked and does not know the name', () => {
    const there = CONF.replace('set $b', 'resolver 10.0.0.2; set $b');
    const said = 'api.example.com could not be resolved (3: Host not found)';
    const { text, held } = planned(there, said, '10.0.0.9');
    expect(text).toBe(there);
    expect(held.map((h) => h.why)).toEqual(['elsewhere']);
  });
});
