/** The language server as an editor sees it: the built program over stdio, and the protocol's own client library. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CodeAction,
  type CompletionItem,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type Location,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'alert40-lsp-'));
const MAIN = `http {
    proxy_ssl_protocols TLSv1.2 TLSv1.3;
    upstream backend {
        server 10.0.0.1:443;
    }
    include conf.d/*.conf;
}
events {}
`;
const API = `server {
    location /é😀/ { proxy_pass https://api.example.com; }
    location /group/ {
        proxy_pass https://backend;
    }
}
`;

let child: ChildProcess;
let client: ProtocolConnection;
const published = new Map<string, { version: number; diagnostics: Diagnostic[] }>();
const waiting: (() => void)[] = [];
const texts = new Map<string, string>();
const api = uri('conf.d/api.conf');

function uri(name: string): string {
  return pathToFileURL(path.join(folder, name)).href;
}

function open(name: string, text: string): void {
  texts.set(uri(name), text);
  const textDocument = { uri: uri(name), languageId: 'nginx', version: 1, text };
  void client.sendNotification('textDocument/didOpen', { textDocument });
}

function change(at: string, version: number, text: string): void {
  texts.set(at, text);
  const textDocument = { uri: at, version };
  void client.sendNotification('textDocument/didChange', {
    textDocument,
    contentChanges: [{ text }],
  });
}

/** The diagnostics for this version of the document. */
async function diagnostics(at: string, version = 1): Promise<Diagnostic[]> {
  for (;;) {
    const found = published.get(at);
    if (found?.version === version) return found.diagnostics;
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
}

/** Just behind the first occurrence of a text in a document. */
function behind(at: string, needle: string) {
  const text = texts.get(at) ?? '';
  const document = TextDocument.create(at, 'nginx', 0, text);
  return {
    textDocument: { uri: at },
    position: document.positionAt(text.indexOf(needle) + needle.length),
  };
}

function marked(hover: Hover | null): string {
  return (hover?.contents as { value: string } | undefined)?.value ?? '';
}

beforeAll(async () => {
  const ensure = "import('./scripts/setup.mjs').then((setup) => setup.ensureBuild())";
  execFileSync(process.execPath, ['-e', ensure], { cwd: root, stdio: 'ignore' });
  mkdirSync(path.join(folder, 'conf.d'));
  writeFileSync(path.join(folder, 'nginx.conf'), MAIN);
  writeFileSync(path.join(folder, 'conf.d/api.conf'), '# the editor has another text\n');
  child = spawn(process.execPath, [path.join(root, 'dist/cli.cjs'), 'lsp', '--stdio']);
  client = createProtocolConnection(
    new StreamMessageReader(child.stdout as NodeJS.ReadableStream),
    new StreamMessageWriter(child.stdin as NodeJS.WritableStream),
  );
  client.onNotification('textDocument/publishDiagnostics', (params) => {
    published.set(params.uri, params);
    for (const wake of waiting.splice(0)) wake();
  });
  client.listen();
  const initialized = await client.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {},
  });
  expect(initialized).toMatchObject({ serverInfo: { name: 'alert40' } });
  void client.sendNotification('initialized', {});
  open('conf.d/api.conf', API);
}, 240_000);

afterAll(() => {
  child.kill();
  rmSync(folder, { recursive: true, force: true });
});

describe('the language server', () => {
  it('shows what the linter finds in the text of the editor, with what is inherited', async () => {
    const found = await diagnostics(api);
    const sni = found.find((d) => d.code === 'sni-off' && d.range.start.line === 1);
    expect(sni).toMatchObject({ source: 'alert40', severity: 2 });
    // The emoji is two UTF-16 code units wide.
    expect(sni?.range.start.character).toBe(API.split('\n')[1]?.indexOf('proxy_pass'));
    // TLS 1.3 is set in nginx.conf, outside this document.
    expect(found.map((d) => d.code)).not.toContain('tls13-not-offered');
  });

  it('offers repairs, and what they write is clean', async () => {
    const range = { start: { line: 1, character: 24 }, end: { line: 1, character: 24 } };
    const actions: CodeAction[] = await client.sendRequest('textDocument/codeAction', {
      textDocument: { uri: api },
      range,
      context: { diagnostics: [] },
    });
    const repair = actions.find((a) => a.title.includes('sni-off'));
    expect(repair?.title).toBe('Repair sni-off: proxy_ssl_server_name on');
    expect(repair?.kind).toBe('quickfix');
    const edits = repair?.edit?.changes?.[api] ?? [];
    const before = TextDocument.create(api, 'nginx', 1, API);
    const after = TextDocument.applyEdits(before, edits);
    expect(after).toContain('proxy_pass https://api.example.com; proxy_ssl_server_name on; }');
    change(api, 2, after);
    const left = await diagnostics(api, 2);
    expect(left.filter((d) => d.range.start.line === 1).map((d) => d.code)).not.toContain(
      'sni-off',
    );
  });

  it('repairs everything at once', async () => {
    change(api, 3, API);
    await diagnostics(api, 3);
    const actions: CodeAction[] = await client.sendRequest('textDocument/codeAction', {
      textDocument: { uri: api },
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [], only: ['source.fixAll'] },
    });
    expect(actions.map((a) => a.kind)).toEqual(['source.fixAll']);
    const all: CodeAction = await client.sendRequest('codeAction/resolve', actions[0]);
    const edits = all.edit?.changes?.[api] ?? [];
    const after = TextDocument.applyEdits(TextDocument.create(api, 'nginx', 1, API), edits);
    expect(after).toContain('proxy_ssl_server_name on;');
  });

  it('says on a pass what goes to the upstream, and where each value comes from', async () => {
    const text = marked(
      await client.sendRequest('textDocument/hover', behind(api, 'proxy_pass https://api')),
    );
    expect(text).toContain('`https://api.example.com`');
    expect(text).toMatch(/\| SNI sent \| none \(off by default/);
    expect(text).toMatch(
      /\| protocols \| `TLSv1\.2 TLSv1\.3` \| \[.*nginx\.conf:2\]\(.*nginx\.conf#L2\) \(http\) \|/,
    );
  });

  it('says on a directive what it means and whom it decides for', async () => {
    open('nginx.conf', MAIN);
    const main = uri('nginx.conf');
    const text = marked(
      await client.sendRequest('textDocument/hover', behind(main, 'proxy_ssl_protocols')),
    );
    expect(text).toContain('the TLS versions that are offered');
    expect(text).toContain('Default: `TLSv1 TLSv1.1 TLSv1.2 TLSv1.3`');
    expect(text).toContain('Decides for 2 places');
    expect(await client.sendRequest('textDocument/hover', behind(main, 'events'))).toBeNull();
  });

  it('completes the directives that the context takes, with their versions', async () => {
    change(api, 4, API.replace('https://backend;\n', 'https://backend;\n        proxy_ssl_ver\n'));
    const items: CompletionItem[] = await client.sendRequest(
      'textDocument/completion',
      behind(api, 'proxy_ssl_ver'),
    );
    expect(items).toHaveLength(42);
    expect(items.map((i) => i.label)).toContain('grpc_ssl_verify_depth');
    expect(items.find((i) => i.label === 'proxy_ssl_certificate_cache')?.detail).toBe(
      'needs nginx 1.27.4; this is 1.26.3',
    );
    open('conf.d/stream.conf', 'stream {\n    server {\n        \n    }\n}\n');
    const stream: CompletionItem[] = await client.sendRequest('textDocument/completion', {
      textDocument: { uri: uri('conf.d/stream.conf') },
      position: { line: 2, character: 8 },
    });
    expect(stream).toHaveLength(16);
    const inGroup = behind(uri('nginx.conf'), 'upstream backend {\n        ');
    expect(await client.sendRequest('textDocument/completion', inGroup)).toEqual([]);
  });

  it('completes arguments', async () => {
    open('conf.d/args.conf', 'location / { proxy_ssl_verify o }');
    const items: CompletionItem[] = await client.sendRequest(
      'textDocument/completion',
      behind(uri('conf.d/args.conf'), 'proxy_ssl_verify o'),
    );
    expect(items.map((i) => i.label)).toEqual(['on', 'off']);
  });

  it('goes to included files, to the level of a value and to the group', async () => {
    change(api, 5, API);
    const go = (at: string, needle: string): Promise<Location[]> =>
      client.sendRequest('textDocument/definition', behind(at, needle));
    const main = uri('nginx.conf');
    expect((await go(main, 'include conf')).map((l) => l.uri)).toContain(api);
    expect(await go(api, '    proxy_pass')).toMatchObject([
      { uri: main, range: { start: { line: 1 } } },
    ]);
    expect(await go(api, 'https://back')).toMatchObject([
      { uri: main, range: { start: { line: 2 } } },
    ]);
  });

  it('stays up whatever is typed', async () => {
    const broken = ['location /\0 {{ "', `${'{'.repeat(5000)}`, '\ud800 proxy_pass https://', '}'];
    for (const [i, text] of broken.entries()) {
      change(api, 10 + i, text);
      const at = { textDocument: { uri: api }, position: { line: 0, character: text.length } };
      await client.sendRequest('textDocument/hover', at);
      await client.sendRequest('textDocument/completion', at);
      await client.sendRequest('textDocument/definition', at);
    }
    expect((await diagnostics(api, 13)).map((d) => d.code)).toContain('unreadable');
  });

  it('ends when it is asked to', async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await client.sendRequest('shutdown');
    void client.sendNotification('exit');
    expect(await ended).toBe(0);
  });
});
