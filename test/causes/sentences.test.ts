/** Whatever the causes say is written in both languages, with every value in its place. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import type { Evidence, Repair } from '../../src/causes/cause.ts';
import { say, sentencesIn } from '../../src/report/messages/catalogue.ts';
import type { Message } from '../../src/text/message.ts';
import { diagnosed } from '../diagnosis/diagnosed.ts';
import { type Content, namedFiles } from '../diagnosis/named-files.ts';

const src = path.resolve(import.meta.dirname, '../../src/causes');
const cases = path.resolve(import.meta.dirname, '../cases');

const ofRepair = (r: Repair): Message[] => [
  r.title,
  ...r.steps,
  ...r.needs.flatMap((n) => [n.message, ...n.candidates.map((x) => x.from)]),
];

function messages(given: Parameters<typeof diagnosed>[0]): Message[] {
  return diagnosed(given).incidents.flatMap((incident) =>
    incident.causes.flatMap((cause) => [
      ...cause.evidence.map((e: Evidence) => e.message),
      ...cause.repairs.flatMap(ofRepair),
      ...cause.checks.flatMap((check) => check.answers.map((a) => a.expect)),
      ...cause.deadEnds.map((d) => d.why),
    ]),
  );
}

const lines: { line: string; nginx: string; openssl: string }[] = JSON.parse(
  readFileSync(path.join(cases, 'lines.json'), 'utf8'),
);
const stories = globSync('*/expected.json', { cwd: cases }).map((file) => {
  const folder = path.join(cases, path.dirname(file));
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  const expected = JSON.parse(read('expected.json'));
  const conf = globSync('nginx.conf', { cwd: folder });
  return {
    log: read('error.log'),
    ...(conf.length > 0 ? { config: { 'nginx.conf': read('nginx.conf') } } : {}),
    ...(expected.files
      ? { files: namedFiles(expected.files as Readonly<Record<string, Content>>) }
      : {}),
    ...expected.given,
  };
});

describe('sentences of causes', () => {
  it('are whole in both languages, for every line and every story', () => {
    const all = [
      ...lines.flatMap(({ line, ...versions }) => messages({ log: line, ...versions })),
      ...stories.flatMap(messages),
    ];
    const broken = new Set<string>();
    for (const m of all)
      for (const language of ['en', 'zh'] as const) {
        const text = say(m, language);
        if (text === m.id || /\{\w+\}/.test(text)) broken.add(`${language}: ${text} (${m.id})`);
      }
    expect([...broken]).toEqual([]);
  });

  it('exist for every fact that is named in the source', () => {
    const named = globSync('*.ts', { cwd: src }).flatMap((file) => {
      const text = readFileSync(path.join(src, file), 'utf8');
      return [...text.matchAll(/\b(?:fact|loggedFact)\(\s*(?:c,\s*)?'([\w-]+)'/g)].map((m) => m[1]);
    });
    expect(named.length).toBeGreaterThan(60);
    const missing = named.filter((id) => !sentencesIn('en').has(`evidence.${id}`));
    expect(missing).toEqual([]);
  });

  it('are all said somewhere', () => {
    const source = globSync('**/*.ts', { cwd: src })
      .map((file) => readFileSync(path.join(src, file), 'utf8'))
      .join('\n');
    const own = ['trust', 'mtls', 'parameters', 'config'].flatMap((area) => {
      const file = path.resolve(src, `../report/messages/en/causes-${area}.ts`);
      return [...readFileSync(file, 'utf8').matchAll(/^ {2}'([^']+)':/gm)].map(
        (m) => m[1] as string,
      );
    });
    // Ids that are put together: `seen-` and a cause, `file-` and a state, and so on.
    const built =
      /^(?:evidence\.(?:seen|file|load|complaint|alert)-|need\.(?:ca-file|upstream-change|host-change)|repair\.(?:renew-own|load-step|correct-|trust-file))/;
    const idle = own.filter((id) => {
      const bare = id.replace(/^\w+\./, '');
      return !built.test(id) && !source.includes(`'${bare}'`) && !source.includes(`'${id}'`);
    });
    expect(idle).toEqual([]);
  });
});
