/** `api/v1/` keeps to its own description, and the description to OpenAPI 3.1. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { apiFiles } from '../../site/api.ts';
import { type ApiForm, schemaOf } from '../../site/api-schema.ts';
import { readKnowledgeBase } from '../../site/source.ts';

const root = new URL('../..', import.meta.url).pathname;
const kb = readKnowledgeBase(root);
const files = apiFiles(kb);
const json = (file: string) => JSON.parse(files.get(file) ?? '');

/** What keeps a value from being of a form; empty when nothing does. */
function wrongWith(name: ApiForm, value: unknown): readonly string[] {
  const valid = checks(name);
  if (valid(value)) return [];
  return (valid.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
}

const known = new Map<ApiForm, ReturnType<Ajv2020['compile']>>();
function checks(name: ApiForm) {
  const ajv = new Ajv2020({ formats: { uri: (text: string) => URL.canParse(text) } });
  const check = known.get(name) ?? ajv.compile(schemaOf(name));
  known.set(name, check);
  return check;
}

describe('api/v1', () => {
  it('is described in valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(json('api/v1/openapi.json'));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(json('api/v1/openapi.json').openapi).toBe('3.1.0');
  });

  it('describes every file that there is', () => {
    const described = Object.keys(json('api/v1/openapi.json').paths).map(
      (address) => new RegExp(`^api/v1${address.replace('{id}', '[a-z0-9-]+')}$`),
    );
    const published = [...files.keys()].filter((file) => file.startsWith('api/v1/'));
    const undescribed = published.filter((file) => !described.some((form) => form.test(file)));
    expect(undescribed).toEqual(['api/v1/openapi.json']);
  });

  for (const [file, name] of [
    ['index', 'Index'],
    ['match', 'Matches'],
    ['matrix', 'Matrix'],
    ['stats', 'Stats'],
  ] as const)
    it(`${file}.json is of the form that is described`, () => {
      expect(wrongWith(name, json(`api/v1/${file}.json`))).toEqual([]);
    });

  it('has entries of the form that is described, in all three places', () => {
    for (const { entry } of kb.compiled) {
      const id = entry.id.slice('nginx/'.length);
      expect(wrongWith('Compiled', json(`api/v1/entries/${id}.json`)), id).toEqual([]);
      expect(wrongWith('Compatible', json(`api/v1/compat/${id}.json`)), id).toEqual([]);
      expect(json(`nginx/${id}.json`), id).toEqual(json(`api/v1/entries/${id}.json`));
    }
    for (const line of (files.get('api/v1/entries.ndjson') ?? '').trimEnd().split('\n'))
      expect(wrongWith('Compiled', JSON.parse(line))).toEqual([]);
  });

  it('has no field that is not described', () => {
    const one = json('api/v1/entries/verify-20.json');
    expect(wrongWith('Compiled', { ...one, more: 1 })).not.toEqual([]);
    expect(wrongWith('Compiled', { ...one, signature: 7 })).not.toEqual([]);
  });
});
