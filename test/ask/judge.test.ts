/** What is accepted of a model's answer, and above all what is not. */
import { describe, expect, it } from 'vitest';
import { type Judgement, judge } from '../../src/ask/judge.ts';
import { say } from '../../src/report/messages/catalogue.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { asked, CONFIG, LOG as LOG_LINE } from './asked.ts';

const PASS = '            proxy_pass https://10.0.4.22:443;\n';
const PROTOCOLS = '            proxy_ssl_protocols TLSv1.2 TLSv1.3;\n';

interface Edit {
  readonly file?: string;
  readonly find: string;
  readonly replace: string;
}

function answer(edits: readonly Edit[], more: object = {}): string {
  const full = edits.map(({ file = 'nginx.conf', find, replace }) => ({ file, find, replace }));
  return JSON.stringify({ cause: 'sni-not-sent', why: 'because', edits: full, ...more });
}

/** Adds lines behind `proxy_pass` of the place that fails. */
const added = (...lines: readonly string[]) =>
  answer([{ find: PASS, replace: `${PASS}${lines.map((l) => `            ${l}\n`).join('')}` }]);

function judged(text: string, texts: Parameters<typeof asked>[0] = {}): Judgement {
  return judge(text, asked(texts).context);
}

const ids = (j: Judgement) => [j.outcome, ...j.reasons.map((r) => r.id)].join(' ');

const SNI = ['proxy_ssl_server_name on;', 'proxy_ssl_name pay.internal.example.com;'];

describe('an answer', () => {
  it('is accepted when it sends a name that the configuration knows', () => {
    const found = judged(added(...SNI));
    expect(ids(found)).toBe('accepted');
    expect(found.cause).toBe('sni-not-sent');
    expect(applyEdits(CONFIG, found.edits)).toContain(`${PASS}            ${SNI[0]}\n`);
  });

  it('may stand in one fence, and nothing else around it', () => {
    expect(ids(judged(`\`\`\`json\n${added(...SNI)}\n\`\`\`\n`))).toBe('accepted');
    expect(ids(judged(`Here it is: ${added(...SNI)}`))).toBe('rejected ask.not-json');
    expect(ids(judged(`${added(...SNI)}\n<script>alert(1)</script>`))).toBe(
      'rejected ask.not-json',
    );
  });

  it('may be words alone', () => {
    expect(ids(judged(answer([])))).toBe('words');
  });

  it('may name a cause that it fits, and no other', () => {
    expect(ids(judged(answer([], { cause: null })))).toBe('words');
    expect(ids(judged(answer([], { cause: 'not-tls' })))).toBe('rejected ask.other-cause');
    expect(ids(judged(answer([], { cause: 'gremlins' })))).toBe('rejected ask.other-cause');
  });

  it.each([
    ['a list', '[]'],
    ['a further key', JSON.stringify({ cause: null, why: '', edits: [], run: 'rm -rf /' })],
    ['a missing key', JSON.stringify({ cause: null, edits: [] })],
    ['a wrong type', JSON.stringify({ cause: null, why: 1, edits: [] })],
    ['an edit without text', answer([{ find: '', replace: 'x' }])],
    ['too many edits', answer(Array.from({ length: 21 }, () => ({ find: PASS, replace: PASS })))],
  ])('is none with %s', (_what, text) => {
    expect(ids(judged(text))).toBe('rejected ask.wrong-form');
  });

  it('is not read when it has no end', () => {
    expect(ids(judged(`${' '.repeat(200_000)}{}`))).toBe('rejected ask.too-long');
  });
});

describe('edits', () => {
  it.each<[string, string, string]>([
    [
      'switch verification off',
      answer([{ find: 'proxy_ssl_verify on', replace: 'proxy_ssl_verify off' }]),
      'ask.weakens.verification',
    ],
    [
      'drop verification',
      answer([{ find: '            proxy_ssl_verify on;\n', replace: '' }]),
      'ask.weakens.verification',
    ],
    [
      'trust another CA',
      answer([{ find: '/etc/nginx/ssl/ca.pem', replace: '/etc/ssl/cert.pem' }]),
      'ask.weakens.trust',
    ],
    [
      'let the client choose the name',
      added('proxy_ssl_server_name on;', 'proxy_ssl_name $host;'),
      'ask.weakens.name',
    ],
    [
      'allow an old protocol',
      answer([{ find: PROTOCOLS, replace: PROTOCOLS.replace('TLSv1.2', 'TLSv1 TLSv1.2') }]),
      'ask.weakens.old-protocol',
    ],
    [
      'drop the newest protocol',
      answer([{ find: PROTOCOLS, replace: PROTOCOLS.replace(' TLSv1.3', '') }]),
      'ask.weakens.newest-protocol',
    ],
    [
      'lower the security level',
      added('proxy_ssl_ciphers DEFAULT@SECLEVEL=0;'),
      'ask.weakens.security-level',
    ],
    ['take in weak ciphers', added('proxy_ssl_ciphers DEFAULT:RC4-SHA;'), 'ask.weakens.ciphers'],
    ['take in all ciphers', added('proxy_ssl_ciphers ALL;'), 'ask.weakens.ciphers'],
    [
      'allow legacy renegotiation',
      added('proxy_ssl_conf_command Options UnsafeLegacyServerConnect;'),
      'ask.weakens.command',
    ],
    [
      'lower the level by OpenSSL',
      added('proxy_ssl_conf_command CipherString DEFAULT@SECLEVEL=0;'),
      'ask.weakens.command',
    ],
    ['let any chain pass', added('proxy_ssl_verify_depth 100;'), 'ask.weakens.depth'],
    [
      'go to another upstream',
      answer([{ find: '10.0.4.22', replace: '203.0.113.9' }]),
      'ask.outside',
    ],
    [
      'give encryption up',
      answer([{ find: 'https://10.0.4.22:443', replace: 'http://10.0.4.22:80' }]),
      'ask.outside',
    ],
    ['invent a directive', added('proxy_ssl_sni on;'), 'ask.unknown-directive'],
    [
      'invent a directive of another kind',
      added('upstream_trust_all yes;'),
      'ask.unknown-directive',
    ],
    [
      'add a known directive of another kind',
      added('proxy_set_header Host evil.example;'),
      'ask.outside',
    ],
    ['include a file', added('include /tmp/evil.conf;'), 'ask.outside'],
    ['run code', added('content_by_lua_block { os.execute("id") }'), 'ask.unknown-directive'],
    ['use the directive of another module', added('grpc_ssl_server_name on;'), 'ask.finding'],
    [
      'put it where nginx has it not',
      answer([
        {
          find: '    server {\n',
          replace: '    upstream x { server 10.0.0.1; proxy_ssl_verify off; }\n    server {\n',
        },
      ]),
      'ask.outside',
    ],
    ['add a comment', added(...SNI, '# checked'), 'ask.comment'],
    ['silence our rules', added('# alert40-disable-file verify-off -- fine'), 'ask.comment'],
    [
      'remove a comment',
      answer([{ find: '        # orders are served elsewhere\n', replace: '' }]),
      'ask.comment',
    ],
    ['repeat a directive', added('proxy_ssl_verify on;'), 'ask.repeated'],
    ['write what is no switch', added('proxy_ssl_server_name maybe;'), 'ask.bad-value'],
    ['write a template', added('proxy_ssl_server_name {{ sni }};'), 'ask.bad-value'],
    [
      'invent a name',
      added('proxy_ssl_server_name on;', 'proxy_ssl_name orders.evil.example;'),
      'ask.invented-name',
    ],
    [
      'invent a file',
      added('proxy_ssl_certificate /tmp/a.pem;', 'proxy_ssl_certificate_key /tmp/a.key;'),
      'ask.invented-file',
    ],
    [
      'break the file',
      answer([{ find: PASS, replace: `${PASS}            proxy_ssl_server_name on\n` }]),
      'ask.broken',
    ],
    ['close a block', added('proxy_ssl_server_name on; }'), 'ask.broken'],
    ['bring a finding', added('proxy_ssl_server_name on;'), 'ask.finding'],
    ['change nothing', answer([{ find: PASS, replace: PASS }]), 'ask.no-effect'],
    [
      'change another place',
      answer([
        {
          find: '            proxy_ssl_name pay',
          replace: '            proxy_ssl_session_reuse off;\n            proxy_ssl_name pay',
        },
      ]),
      'ask.elsewhere',
    ],
    [
      'change a file that was not sent',
      answer([{ file: '/etc/passwd', find: 'root', replace: 'r00t' }]),
      'ask.unknown-file',
    ],
    [
      'change a file above',
      answer([{ file: '../nginx.conf', find: PASS, replace: '' }]),
      'ask.unknown-file',
    ],
    [
      'replace what is not there',
      answer([{ find: 'proxy_pass https://x;', replace: '' }]),
      'ask.not-found',
    ],
    [
      'replace what is there twice',
      answer([{ find: 'proxy_pass', replace: 'proxy_pass' }]),
      'ask.not-unique',
    ],
    [
      'overlap',
      answer([
        { find: PASS, replace: PASS },
        { find: 'https://10.0.4.22:443;', replace: 'https://10.0.4.22:443;' },
      ]),
      'ask.overlap',
    ],
  ])('are rejected that %s', (_what, text, reason) => {
    const found = judged(text);
    expect(found.outcome).toBe('rejected');
    expect(found.reasons.map((r) => r.id)[0]).toBe(reason);
    expect(found.edits).toEqual([]);
    for (const language of ['en', 'zh'] as const)
      for (const r of found.reasons) expect(say(r, language)).not.toMatch(/^[a-z-]+\.|\{\w+\}/);
  });

  it('are rejected that move a secret', () => {
    const { question, context } = asked();
    const word = /REDACTED_\w+/.exec(question.files[0]?.text ?? '')?.[0] ?? 'none';
    expect(question.secrets.has(word)).toBe(true);
    const moving = added('proxy_ssl_server_name on;', `proxy_ssl_name ${word}.evil.example;`);
    expect(ids(judge(moving, context))).toBe('rejected ask.moves-secret');
    const dropping = answer([
      { find: `            proxy_set_header X-Api-Key "${word}";\n`, replace: '' },
    ]);
    expect(ids(judge(dropping, context))).toBe('rejected ask.moves-secret');
  });

  it('may stand beside a secret, and bring it back as it was', () => {
    const { question, context } = asked();
    const line = /.*X-Api-Key.*\n/.exec(question.files[0]?.text ?? '')?.[0] ?? '';
    expect(line).toContain('REDACTED');
    const lines = SNI.map((l) => `            ${l}\n`).join('');
    const found = judge(answer([{ find: line, replace: line + lines }]), context);
    expect(ids(found)).toBe('accepted');
    expect(applyEdits(CONFIG, found.edits)).toBe(CONFIG.replace('815";\n', `815";\n${lines}`));
  });

  it('do not believe a name that a client sent', () => {
    const named = added('proxy_ssl_server_name on;', 'proxy_ssl_name evil.example.net;');
    const hostile = (text: string) => text.replace(/host: "[^"]*"/, 'host: "evil.example.net"');
    expect(ids(judged(named, { log: hostile(LOG_LINE) }))).toBe('rejected ask.invented-name');
    expect(ids(judged(named, { name: 'evil.example.net' }))).toBe('accepted');
    expect(ids(judged(named, { evidence: 'subject=CN = evil.example.net' }))).toBe('accepted');
  });

  it('speak of renamed hosts, and are read back', () => {
    const { question, context } = asked({}, true);
    const sent = question.files[0]?.text ?? '';
    expect(`${question.prompt.user}${question.prompt.system}`).not.toMatch(/internal|10\.0\.4\.22/);
    const name = /proxy_ssl_name (\S+);/.exec(sent)?.[1] ?? '';
    const pass = /.*proxy_pass.*\n/.exec(sent)?.[0] ?? '';
    const edits = [
      {
        find: pass,
        replace: `${pass}            proxy_ssl_server_name on;\n            proxy_ssl_name ${name};\n`,
      },
    ];
    const found = judge(answer(edits), context);
    expect(ids(found)).toBe('accepted');
    expect(applyEdits(CONFIG, found.edits)).toContain(
      `${PASS}            ${SNI.join('\n            ')}\n`,
    );
  });

  it('keep the line ends of the file', () => {
    const config = CONFIG.replaceAll('\n', '\r\n');
    const found = judged(added(...SNI), { config });
    expect(ids(found)).toBe('accepted');
    expect(applyEdits(config, found.edits)).not.toMatch(/[^\r]\n/);
  });

  it('may raise security', () => {
    const open = CONFIG.replace(' proxy_ssl_verify on;', ' proxy_ssl_verify off;');
    const on = answer([
      { find: 'proxy_ssl_verify off;', replace: 'proxy_ssl_verify on;' },
      { find: PASS, replace: `${PASS}            ${SNI.join('\n            ')}\n` },
    ]);
    expect(ids(judged(on, { config: open }))).toBe('accepted');
  });
});
