/** Every format says the same things, and none lets a log line act. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CAUSE_IDS } from '../../src/causes/ids.ts';
import { htmlReport } from '../../src/report/html.ts';
import { STYLE, STYLE_HASH } from '../../src/report/html-style.ts';
import { jsonReport } from '../../src/report/json.ts';
import { widthOf } from '../../src/report/layout.ts';
import { markdownReport } from '../../src/report/markdown.ts';
import { sarifReport } from '../../src/report/sarif.ts';
import { textReport } from '../../src/report/text.ts';
import { viewOf } from '../../src/report/view.ts';
import { sarifErrors } from '../cli/well-formed.ts';
import { CONFIGURATION, diagnosed, failure, LOG } from './diagnosed.ts';
import { diagnosisSchema } from './diagnosis-schema.ts';

const diagnosis = diagnosed(LOG, { 'nginx.conf': CONFIGURATION }, 'backend.example.com');
const english = viewOf(diagnosis, 'en');
const chinese = viewOf(diagnosis, 'zh');
const terminal = { width: 80, colour: false, all: false };

describe('text', () => {
  it('fits 80 columns in both languages, but for what is to be copied', () => {
    for (const view of [english, chinese]) {
      const text = textReport(view, { ...terminal, all: true });
      const long = text
        .split('\n')
        .filter((line) => widthOf(line) > 80 && !/^\s*\$ |^[-+ @]/.test(line));
      expect(long).toEqual([]);
    }
  });

  it('puts the verdict first and the summary last', () => {
    const text = textReport(english, terminal);
    expect(text.split('\n')[0]).toBe(
      'i1  nginx sends no server name (SNI), and the upstream needs one',
    );
    expect(text).toContain('+            proxy_ssl_name backend.example.com;');
    expect(text.trimEnd().split('\n').at(-1)).toBe(
      'nginx 1.22.1 with OpenSSL 3.0.19 (as the binary says).',
    );
  });

  it('leaves no key of the catalogue unsaid', () => {
    for (const view of [english, chinese]) {
      const text = textReport(view, { ...terminal, all: true });
      expect(text).not.toMatch(
        /(?:^|\s)(?:evidence|repair|need|deadend|answer|report|row|wants|happens|impact)\.[a-z]/,
      );
      expect(text).not.toMatch(/\{\w+\}/);
    }
  });
});

describe('JSON', () => {
  const document = JSON.parse(jsonReport(english));

  it('is what the schema says', () => {
    expect(z.safeParse(diagnosisSchema, document).error?.issues ?? []).toEqual([]);
  });

  it('has its schema written down for others', async () => {
    const schema = `${JSON.stringify(z.toJSONSchema(diagnosisSchema, { reused: 'ref' }), null, 2)}\n`;
    await expect(schema).toMatchFileSnapshot('../../docs/diagnosis.schema.json');
  });

  it('has the cause, its place and its repair', () => {
    const [first, second] = document.incidents;
    expect(first).toMatchObject({
      count: 3,
      verdict: 'sni-not-sent',
      module: 'proxy',
      server: 'api.example.com',
      location: { file: 'nginx.conf', line: 9, path: '/v2/' },
      sends: { sni: null, verify: false, clientCertificate: null },
    });
    expect(second).toMatchObject({ verdict: 'sni-wrong-name', sends: { sni: 'pool' } });
    const repair = document.repairs.find(
      (r: { id: string }) => r.id === first.causes[0].repairs[0],
    );
    expect(repair.diff).toContain('+            proxy_ssl_server_name on;');
  });
});

describe('SARIF', () => {
  it('has one result an incident, with its place and a fix', () => {
    const log = JSON.parse(sarifReport(english));
    expect(sarifErrors(log)).toEqual([]);
    const [run] = log.runs;
    expect(log.version).toBe('2.1.0');
    expect(run.tool.driver.rules.map((r: { id: string }) => r.id)).toEqual([...CAUSE_IDS]);
    expect(run.results).toHaveLength(2);
    expect(run.results[0]).toMatchObject({
      ruleId: 'sni-not-sent',
      level: 'error',
      occurrenceCount: 3,
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'nginx.conf' }, region: { startLine: 9 } } },
      ],
    });
    const [change] = run.results[0].fixes[0].artifactChanges;
    expect(change.replacements[0].insertedContent.text).toContain('proxy_ssl_server_name on;');
  });
});

describe('HTML', () => {
  const page = htmlReport(english);

  it('allows its own style and nothing else', () => {
    expect(createHash('sha256').update(STYLE).digest('base64')).toBe(STYLE_HASH);
    expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${STYLE_HASH}'"`);
    expect(page).not.toMatch(/<script|\sstyle=|\son[a-z]+=|\ssrc=|\shref=|url\(/i);
  });

  it('is a closed tree of elements', () => {
    const open: string[] = [];
    for (const [, close, name, empty] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*?(\/?)>/g)) {
      if (empty || name === 'meta') continue;
      if (close) expect(open.pop()).toBe(name);
      else open.push(name as string);
    }
    expect(open).toEqual([]);
  });

  it('draws the failures over time, with a name for each colour', () => {
    expect(page.match(/<rect class="s0"/g)?.length).toBeGreaterThan(2);
    expect(page).toContain('i1 sni-not-sent');
    expect(page).toContain('i2 sni-wrong-name');
  });

  it('is in the language that it says', () => {
    expect(htmlReport(chinese)).toContain('<html lang="zh">');
    expect(htmlReport(chinese)).toContain('判断依据');
  });
});

describe('the incident sheet', () => {
  it('tells how far the incident reaches, from the configuration', () => {
    const sheet = english.incidents[1]?.sheet;
    expect(sheet?.servers).toEqual(['shop.example.com', 'www.shop.example.com']);
    expect(sheet?.places).toEqual(['/ (nginx.conf:16)']);
    expect(sheet?.groups).toEqual(['pool']);
    expect(sheet?.elsewhere).toEqual(['/ok/ (nginx.conf:20)']);
    expect(sheet?.impact.id).toBe('impact.group');
  });

  it('opens the Markdown report', () => {
    const text = markdownReport(english);
    expect(text).toContain('| Verdict | sni-not-sent (');
    expect(text).toContain('```diff\n--- a/nginx.conf');
  });
});

describe('a hostile log', () => {
  const evil = failure(
    '03:41:22',
    '<img src=x onerror=alert(1)>|`[x](http://evil)`\u001b[31m',
    'https://10.0.9.9:443/"><script>alert(1)</script>`\u202e',
  );
  const view = viewOf(diagnosed(evil, { 'nginx.conf': CONFIGURATION }), 'en');

  it('is text in HTML', () => {
    expect(htmlReport(view)).not.toMatch(/<img|<script|onerror=alert\(1\)>\|?<|\u202e|\u001b/);
    expect(htmlReport(view)).toContain('&lt;');
  });

  it('is text in Markdown, with no link and no table cell of its own', () => {
    const text = markdownReport(view).replace(/```[\s\S]*?```/g, '');
    expect(text).not.toMatch(/(?<!\\)<(?:img|script)/);
    expect(text).not.toMatch(/(?<!\\)\]\(/);
    expect(text).not.toMatch(/https?:\/\/(?:evil|10)/);
  });
});
