/** The extension as it is installed: packaged by vsce, unpacked, and its server asked by the client library of editors. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createProtocolConnection,
  type Hover,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { root } from './source.ts';

const extension = path.join(root, 'editors/vscode');
const folder = mkdtempSync(path.join(tmpdir(), 'alert40-vsix-'));
const inside = path.join(folder, 'extension');
let server: ChildProcess | undefined;
afterAll(() => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const TEXT = 'location /v2/ {\n    proxy_pass https://api.example.com;\n}\n';
const uri = 'file:///srv/nginx.conf';

describe('the extension for Visual Studio Code', () => {
  beforeAll(() => {
    execFileSync(process.execPath, ['scripts/vscode.mjs'], { cwd: root, stdio: 'ignore' });
    const vsix = path.join(extension, 'alert40.vsix');
    execFileSync('python3', ['-m', 'zipfile', '-e', vsix, folder]);
  });

  it('holds its program, its server, its licence, and nothing of its sources', () => {
    const manifest = JSON.parse(readFileSync(path.join(inside, 'package.json'), 'utf8'));
    expect(readFileSync(path.join(inside, manifest.main), 'utf8')).toContain('alert40');
    const files = execFileSync('find', ['.', '-type', 'f'], { cwd: inside, encoding: 'utf8' });
    expect(files).toMatch(/^\.\/LICENSE/m);
    expect(files).not.toMatch(/\.ts$|node_modules/m);
    expect(statSync(path.join(extension, 'alert40.vsix')).size).toBeLessThan(2_000_000);
  });

  it('brings a server that diagnoses, repairs and explains', async () => {
    const cli = path.join(inside, 'server/cli.cjs');
    server = spawn(process.execPath, [cli, 'lsp', '--stdio'], { cwd: folder });
    const client = createProtocolConnection(
      new StreamMessageReader(server.stdout as NodeJS.ReadableStream),
      new StreamMessageWriter(server.stdin as NodeJS.WritableStream),
    );
    const published = new Promise<PublishDiagnosticsParams>((resolve) =>
      client.onNotification('textDocument/publishDiagnostics', resolve),
    );
    client.listen();
    await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
    void client.sendNotification('initialized', {});
    const textDocument = { uri, languageId: 'nginx', version: 1, text: TEXT };
    void client.sendNotification('textDocument/didOpen', { textDocument });
    const { diagnostics } = await published;
    expect(diagnostics.map((d) => d.code)).toContain('sni-off');
    const at = { textDocument: { uri }, position: { line: 1, character: 8 } };
    const actions = await client.sendRequest<{ title: string }[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: { start: at.position, end: at.position },
      context: { diagnostics },
    });
    expect(actions.map((a) => a.title)).toContain('Repair sni-off: proxy_ssl_server_name on');
    const hover = await client.sendRequest<Hover>('textDocument/hover', at);
    expect(JSON.stringify(hover.contents)).toContain('SNI sent');
    const ended = new Promise((resolve) => server?.once('exit', resolve));
    await client.sendRequest('shutdown');
    void client.sendNotification('exit');
    expect(await ended).toBe(0);
  });
});
