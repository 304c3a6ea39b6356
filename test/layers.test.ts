/** The layout is a promise: imports only point downwards, and the core runs in a browser. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';

/** Each folder of `src/` with the folders it may import, itself always included. */
const ALLOWED: Record<string, readonly string[]> = {
  text: [],
  directives: [],
  tls: [],
  nginx: ['text'],
  upstream: ['text', 'nginx', 'directives'],
  log: ['text', 'tls'],
  probe: ['text', 'tls', 'upstream', 'nginx', 'directives'],
  causes: ['text', 'nginx', 'directives', 'upstream', 'tls', 'log', 'probe'],
  diagnosis: ['text', 'nginx', 'directives', 'upstream', 'tls', 'log', 'probe', 'causes'],
  harden: ['text', 'nginx', 'directives', 'upstream', 'tls'],
  redact: ['text', 'nginx'],
  lint: ['text', 'nginx', 'directives', 'upstream', 'tls', 'causes', 'redact'],
};
const CORE = [...Object.keys(ALLOWED), 'report', 'kb', 'ask'];
const NODE_FACES = ['node', 'cli', 'mcp', 'lsp'];

const src = path.resolve(import.meta.dirname, '../src');
const files = globSync('**/*.ts', { cwd: src });

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(src, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((m) => m[1] ?? '');
}

function folderOf(file: string): string {
  return file.includes('/') ? (file.split('/')[0] ?? '') : 'index.ts';
}

describe('layers', () => {
  it('sees the source', () => {
    expect(files.length).toBeGreaterThan(10);
  });

  for (const file of files) {
    const folder = folderOf(file);
    it(`${file} imports only what stands below it`, () => {
      for (const target of importsOf(file)) {
        if (!target.startsWith('.')) {
          const core = CORE.includes(folder) || folder === 'index.ts';
          if (core) expect(target, `${file}: the core has no Node in it`).not.toMatch(/^node:/);
          continue;
        }
        const to = folderOf(path.relative(src, path.resolve(src, path.dirname(file), target)));
        if (to === folder) continue;
        const allowed = ALLOWED[folder];
        if (allowed) expect(allowed, `${file} → ${target}`).toContain(to);
        else if (
          folder === 'report' ||
          folder === 'kb' ||
          folder === 'ask' ||
          folder === 'index.ts'
        )
          expect(NODE_FACES, `${file} → ${target}`).not.toContain(to);
        else if (folder === 'node')
          expect(['cli', 'mcp', 'lsp'], `${file} → ${target}`).not.toContain(to);
      }
    });
  }
});
