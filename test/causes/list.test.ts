/** Walks the one list of causes: each has all that a cause needs. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { DEAD_ENDS } from '../../src/causes/dead-ends.ts';
import { CAUSE_IDS, FAMILIES } from '../../src/causes/ids.ts';
import { CAUSES } from '../../src/causes/list.ts';
import { classesOf } from '../../src/causes/priors.ts';
import { sentencesIn } from '../../src/report/messages/catalogue.ts';

const root = path.resolve(import.meta.dirname, '../..');
const stories = globSync('test/cases/*/expected.json', { cwd: root }).map(
  (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as { cause: string },
);

describe('the list of causes', () => {
  it('holds every cause once, in the order of the ids', () => {
    expect(CAUSES.map((cause) => cause.id)).toEqual(CAUSE_IDS);
  });

  for (const cause of CAUSES) {
    it(`${cause.id} has a file of its own, a family, priors and a story`, () => {
      expect(existsSync(path.join(root, `src/causes/${cause.id}.ts`))).toBe(true);
      expect(cause.family).toBe(FAMILIES[cause.id]);
      expect(classesOf(cause.id), 'classes of signature').not.toEqual([]);
      expect(
        stories.some((story) => story.cause === cause.id),
        'a folder in test/cases',
      ).toBe(true);
    });
  }
});

describe('dead ends', () => {
  it('each have their reason in both languages', () => {
    for (const id of DEAD_ENDS) {
      expect(sentencesIn('en').get(`deadend.${id}`), id).toBeDefined();
      expect(sentencesIn('zh').get(`deadend.${id}`), id).toBeDefined();
    }
  });

  it('never ask for a reason that is not written', () => {
    const source = globSync('src/causes/*.ts', { cwd: root }).map((file) =>
      readFileSync(path.join(root, file), 'utf8'),
    );
    const asked = source.flatMap((text) =>
      [...text.matchAll(/deadEnd\(\s*'([\w-]+)'(?:,\s*([^)]*))?\)/g)].flatMap((m) => [
        m[1] as string,
        ...[...(m[2] ?? '').matchAll(/'([\w-]+)'/g)].map((r) => r[1] as string),
      ]),
    );
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter((id) => !sentencesIn('en').has(`deadend.${id}`))).toEqual([]);
  });
});
