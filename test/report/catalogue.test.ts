/** Every sentence exists in both languages, says the same things, and is asked for by its name. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { CAUSE_IDS } from '../../src/causes/ids.ts';
import { say, sentencesIn } from '../../src/report/messages/catalogue.ts';
import { message } from '../../src/text/message.ts';

const src = path.resolve(import.meta.dirname, '../../src');
const en = sentencesIn('en');
const zh = sentencesIn('zh');

/** Ids in the first argument of `message(…)` calls, both sides of a choice included, with their file. */
const asked = globSync('**/*.ts', { cwd: src }).flatMap((file) =>
  [...readFileSync(path.join(src, file), 'utf8').matchAll(/\bmessage\(([^,()]*)/g)].flatMap(
    (call) =>
      [...(call[1] ?? '').matchAll(/'([a-z0-9-]+\.[a-z0-9.-]+)'/g)].map(
        (id) => [id[1] as string, file] as const,
      ),
  ),
);

function parameters(sentence: string | undefined): string[] {
  return [
    ...new Set([...(sentence ?? '').matchAll(/\{(\w+)\}/g)].map((m) => m[1] as string)),
  ].sort();
}

describe('catalogue', () => {
  it('sees the calls', () => {
    expect(asked.length).toBeGreaterThan(5);
  });

  it('has every message that the source makes, in both languages', () => {
    const missing = asked.filter(([id]) => !en.has(id) || !zh.has(id));
    expect(missing.map(([id, file]) => `${id} (${file})`)).toEqual([]);
  });

  it('has the same messages in both languages', () => {
    expect([...zh.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it('uses the same parameters in both languages', () => {
    const different = [...en.keys()].filter(
      (id) => String(parameters(en.get(id))) !== String(parameters(zh.get(id))),
    );
    expect(different).toEqual([]);
  });

  it('names every cause', () => {
    for (const id of CAUSE_IDS) {
      expect(en.has(`cause.${id}`), id).toBe(true);
      expect(zh.get(`cause.${id}`), id).toMatch(/\p{Script=Han}/u);
    }
  });

  it('has one file for each area in each language, and no message twice', () => {
    const folder = path.join(src, 'report/messages');
    const files = (language: string) =>
      globSync(`${language}/*.ts`, { cwd: folder }).map((f) => f.slice(3));
    expect(files('zh').sort()).toEqual(files('en').sort());
    const keys = globSync('en/*.ts', { cwd: folder }).flatMap((f) =>
      [...readFileSync(path.join(folder, f), 'utf8').matchAll(/^ {2}'([^']+)':/gm)].map(
        (m) => m[1],
      ),
    );
    expect(keys.filter((k, i) => keys.indexOf(k) !== i)).toEqual([]);
    // A file that the list leaves out would only show as missing sentences much later.
    expect(keys.filter((k) => !en.has(k as string))).toEqual([]);
  });
});

describe('say', () => {
  it('fills in what is known and shows what is not', () => {
    expect(say(message('no.such.id'), 'en')).toBe('no.such.id');
    expect(say(message('write.changed', { path: '/etc/nginx' }), 'zh')).toContain('/etc/nginx');
    expect(say(message('write.changed', {}), 'en')).toContain('{path}');
  });
});
