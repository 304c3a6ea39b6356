/** The extension as it is installed: packaged, unpacked, and its server asked something. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const extension = path.join(root, 'editors/vscode');
const folder = mkdtempSync(path.join(tmpdir(), 'alert40-vsix-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const installed = existsSync(path.join(extension, 'node_modules/@vscode/vsce'));
if (!installed)
  console.warn('skipped: the tools of the extension are missing; run: node scripts/vscode.mjs');

describe.skipIf(!installed)('the extension for Visual Studio Code', () => {
  it('packages with its server, and the server answers', { timeout: 240_000 }, () => {
    execFileSync(process.execPath, ['scripts/vscode.mjs'], { cwd: root, stdio: 'ignore' });
    const vsix = path.join(extension, 'alert40.vsix');
    execFileSync('python3', ['-m', 'zipfile', '-e', vsix, folder]);
    const inside = path.join(folder, 'extension');
    const manifest = JSON.parse(readFileSync(path.join(inside, 'package.json'), 'utf8'));
    expect(readFileSync(path.join(inside, manifest.main), 'utf8')).toContain('alert40');
    const request = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    const input = `Content-Length: ${request.length}\r\n\r\n${request}`;
    const server = path.join(inside, 'server/cli.cjs');
    const { stdout } = spawnSync(process.execPath, [server, 'lsp'], { input, encoding: 'utf8' });
    expect(stdout).toContain('"hoverProvider":true');
  });
});
