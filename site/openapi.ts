/** The description of `api/v1/`, OpenAPI 3.1. */
import { VERSION } from '../src/version.ts';
import { API_FORMS, type ApiForm, schemaOf } from './api-schema.ts';

interface Path {
  readonly summary: string;
  readonly schema: object;
  readonly type?: string;
}

const form = (name: ApiForm) => ({ $ref: `#/components/schemas/${name}` });

const PATHS: Readonly<Record<string, Path>> = {
  '/index.json': { summary: 'List all entries', schema: form('Index') },
  '/entries/{id}.json': { summary: 'Read one entry', schema: form('Compiled') },
  '/compat/{id}.json': {
    summary: 'Read one entry under common field names',
    schema: form('Compatible'),
  },
  '/entries.ndjson': {
    summary: 'Read all entries, one to a line',
    schema: { type: 'string', description: 'Each line is one entry, as /entries/{id}.json.' },
    type: 'application/x-ndjson',
  },
  '/match.json': { summary: 'Read the conditions that find an entry', schema: form('Matches') },
  '/matrix.json': {
    summary: 'Read the measured rates by cause and action',
    schema: form('Matrix'),
  },
  '/stats.json': { summary: 'Read the counts', schema: form('Stats') },
};

const ID = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Last part of the id of an entry, for example verify-20.',
  schema: { type: 'string', pattern: '^[a-z0-9-]+$' },
};

export function openApi(): object {
  const paths = Object.entries(PATHS).map(([address, path]) => [address, operation(address, path)]);
  const schemas = (Object.keys(API_FORMS) as ApiForm[]).map((name) => {
    const { $schema: _, ...schema } = schemaOf(name);
    return [name, schema];
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'alert40 knowledge base',
      version: VERSION,
      description:
        'Static files: what each TLS error of nginx towards its upstream means, and what helps. Rates are measured; null means not measured.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '.' }],
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(schemas) },
  };
}

function operation(address: string, { summary, schema, type = 'application/json' }: Path): object {
  const one = address.includes('{id}');
  return {
    get: {
      summary,
      operationId: summary.toLowerCase().replace(/\W+(\w)/g, (_, c: string) => c.toUpperCase()),
      ...(one ? { parameters: [ID] } : {}),
      responses: {
        200: { description: summary, content: { [type]: { schema } } },
        ...(one ? { 404: { description: 'There is no such entry.' } } : {}),
      },
    },
  };
}
