/** The parts of the sandbox: each program has the sentences that it says, and no others are loaded. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import type { Inputs, Result } from '../../site/sandbox/protocol.ts';
import { type Language, sentencesIn } from '../../src/report/messages/catalogue.ts';
import { buildSandbox } from './sandbox-page.ts';

const { site } = buildSandbox();
const cases = path.resolve(import.meta.dirname, '../cases');
const stories = globSync('*/error.log', { cwd: cases }).map((file) => path.dirname(file));

function partOf(name: string): unknown {
  const file = [...site.keys()].find((path) => path.startsWith(`assets/sandbox/${name}.`));
  let value: unknown;
  const alert40Part = (_: string, handed: unknown) => {
    value = handed;
  };
  vm.runInNewContext(site.get(file ?? '') ?? '', { alert40Part });
  return value;
}

type Message = Record<string, unknown>;

/** A worker's program outside of a browser. */
function start(part: string, language: Language, ...sentences: string[]) {
  const heard: Message[] = [];
  const self: { onmessage?: (event: { data: unknown }) => void; postMessage(m: Message): void } = {
    postMessage: (message) => heard.push(message),
  };
  const { TextDecoder, TextEncoder, performance, URL, setTimeout } = globalThis;
  vm.runInNewContext(partOf(part) as string, {
    ...{ self, TextDecoder, TextEncoder, performance, URL, setTimeout, crypto },
  });
  const tell = (data: unknown) => self.onmessage?.({ data });
  for (const one of sentences) tell({ kind: 'sentences', language, sentences: partOf(one) });
  return {
    async ask(message: unknown): Promise<Message> {
      heard.length = 0;
      tell(message);
      while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve));
      return heard[0] as Message;
    },
  };
}

/** Every string in it. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

function entered(story: string, language: Language): Inputs {
  const folder = path.join(cases, story);
  const config = globSync('**/*.conf', { cwd: folder }).sort((a) => (a === 'nginx.conf' ? -1 : 1));
  const read = (file: string) => readFileSync(path.join(folder, file), 'utf8');
  const [evidence] = globSync('evidence.txt', { cwd: folder });
  return {
    log: { kind: 'text', text: read('error.log') },
    config: Object.fromEntries(config.map((file) => [file, read(file)])),
    evidence: evidence === undefined ? '' : read(evidence),
    name: '',
    language,
    observed: null,
    nameField: 'name',
  };
}

describe('the parts of the sandbox', () => {
  it.each(['en', 'zh'] as const)('have a sentence for all that they say (%s)', async (language) => {
    const engine = start('engine', language, language);
    const further = start('further', language, language, `${language}-further`);
    const unsaid = new Set<string>();
    const collect = (value: unknown) => {
      for (const text of strings(value))
        for (const word of text.split(/[^a-z0-9.-]+/))
          if (sentencesIn('en').has(word)) unsaid.add(word);
    };
    for (const story of stories) {
      const given = entered(story, language);
      const { evidence: text } = given;
      const { answer } = await further.ask({ id: 0, request: { kind: 'evidence', text } });
      const inputs = { ...given, observed: text === '' ? null : answer };
      const { result } = await engine.ask({ kind: 'diagnose', id: 1, inputs });
      const { incidents, notes, summary, versions } = result as Result;
      collect([incidents, notes, summary]);
      const { config } = inputs;
      const lint = { kind: 'lint', config, versions, language };
      collect(await further.ask({ id: 1, request: lint }));
      const { view } = await engine.ask({ kind: 'view' });
      for (const format of ['html', 'markdown'])
        collect(await further.ask({ id: 2, request: { kind: 'report', format, view } }));
    }
    expect([...unsaid]).toEqual([]);
  });

  it('leave out what only commands say', () => {
    const engine = partOf('en') as Record<string, string>;
    expect(Object.keys(engine).length).toBeGreaterThan(400);
    expect(Object.keys(engine).filter((id) => /^(?:cli|lsp|harden|lint|write)\./.test(id))).toEqual(
      [],
    );
  });
});
