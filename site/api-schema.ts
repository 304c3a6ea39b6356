/** The form of the files of `api/v1/`, from which their description is made and by which the tests hold them. */
import { z } from 'zod';
import { entry as entryForm, signatureEntry } from '../src/kb/schema.ts';

const both = z.strictObject({ en: z.string(), zh: z.string() });
const share = z.number().min(0).max(1);
const count = z.number().int().nonnegative();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const rate = z
  .strictObject({
    worked: count,
    of: count,
    scenarios: count,
    share,
    low: share,
    high: share,
    weighted: share.nullable(),
    releases: z.array(z.string()),
    weakens: z.string().nullable(),
  })
  .describe('Runs in which it helped, of those in which it was tried, with its 95 % interval.');

const release = z.strictObject({ release: z.string(), nginx: z.string(), openssl: z.string() });
const action = { action: z.string(), title: both, rate: rate.nullable() };
const { match, signatures } = signatureEntry.shape;

const compiled = z.strictObject({
  schema: z.literal('alert40/kb-entry/1'),
  id: z.string(),
  entry: entryForm,
  signature: z.string().nullable(),
  causes: z.array(
    z.strictObject({
      cause: z.string(),
      title: both,
      share,
      threads: z
        .number()
        .nonnegative()
        .describe('Public threads; one that fits several signatures is shared among them.'),
      scenarios: count,
    }),
  ),
  workarounds: z.array(
    z.strictObject({
      action: z.string().optional(),
      title: both,
      steps: z.array(both),
      code: z.string().optional(),
      risk: both,
      weakens: z.boolean(),
      cause: z.string(),
      rate: rate.nullable(),
      causeRate: rate.nullable(),
    }),
  ),
  deadEnds: z.array(z.strictObject({ ...action, why: both })),
  tellApart: z.array(
    z.strictObject({
      command: z.string(),
      answers: z.array(z.strictObject({ expect: both, means: z.string() })),
    }),
  ),
  measured: z.array(z.strictObject(action)),
  verification: z
    .strictObject({
      records: count,
      scenarios: count,
      releases: z.array(z.string()),
      date: day.nullable(),
      evidence: z.array(z.string()),
    })
    .nullable(),
  repairRate: rate.nullable(),
  sightings: z.array(z.strictObject({ ...release.shape, seen: count, of: count })),
  official: z.array(z.strictObject({ directive: z.string(), module: z.string(), url: z.url() })),
});

const index = z.strictObject({
  schema: z.literal('alert40/kb-index/1'),
  version: z.string(),
  date: day.nullable(),
  entries: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(['signature', 'cause']),
      category: z.string(),
      title: both,
      summary: both,
      entry: z.string(),
      page: both,
    }),
  ),
});

const matches = z.array(
  z.strictObject({
    id: z.string(),
    match,
    lines: z.array(signatures.element.shape.line),
  }),
);

const matrix = z.array(
  z.strictObject({
    cause: z.string(),
    records: count,
    scenarios: count,
    actions: z.record(z.string(), rate),
  }),
);

const stats = z.strictObject({
  entries: count,
  signatures: count,
  causes: count,
  measured: count,
  releases: z.array(release),
  scenarios: count,
  failures: count,
  attempts: count,
  date: day.nullable(),
});

const tried = {
  tried: count.nullable(),
  scenarios: count.nullable(),
  interval: z.array(share).length(2).nullable(),
};

const compatible = z
  .strictObject({
    id: z.string(),
    domain: z.string(),
    category: z.string(),
    signature: z.string(),
    verification: z.enum(['measured_in_lab', 'not_measured']),
    fix_rate: share.nullable().describe('Best measured rate of a workaround that lowers nothing.'),
    fix_rate_interval: z.array(share).length(2).nullable(),
    confidence: share.nullable().describe('Lower bound of the interval of fix_rate.'),
    evidence: count.describe('Runs in the lab.'),
    first_seen: day.nullable().describe('Day of the earliest release that can show it.'),
    first_seen_in: z.string().nullable(),
    last_verified: day.nullable(),
    root_cause: z.string(),
    root_cause_zh: z.string(),
    generic: z.string().nullable().describe('The repair in one sentence, for causes.'),
    versions: z.array(
      z.strictObject({
        version: z.string(),
        status: z.string(),
        introduced: z.string().nullable(),
        deprecated: z.null(),
        notes: z.string().nullable(),
      }),
    ),
    official_documentation: z.array(z.url()),
    workarounds: z.array(
      z.strictObject({
        action: z.string(),
        action_zh: z.string(),
        cause: z.string(),
        success_rate: share.nullable(),
        ...tried,
        how: z.array(z.string()),
        how_zh: z.array(z.string()),
        code: z.string().nullable(),
        lowers_security: z.boolean(),
      }),
    ),
    dead_ends: z.array(
      z.strictObject({
        action: z.string(),
        action_zh: z.string(),
        why_fails: z.string(),
        why_fails_zh: z.string(),
        fail_rate: share.nullable(),
        ...tried,
      }),
    ),
    also_available_as: z.strictObject({
      json: z.string(),
      markdown: z.string(),
      html: z.string(),
      html_zh: z.string(),
      markdown_zh: z.string(),
    }),
  })
  .describe('An entry under the field names of public pages of error knowledge.');

/** By the name that the description gives them. */
export const API_FORMS = {
  Entry: entryForm,
  Compiled: compiled,
  Index: index,
  Matches: matches,
  Matrix: matrix,
  Stats: stats,
  Compatible: compatible,
} satisfies Record<string, z.ZodType>;

export type ApiForm = keyof typeof API_FORMS;

/** JSON Schema of one form, draft 2020-12, which is that of OpenAPI 3.1. */
export function schemaOf(name: ApiForm): Record<string, unknown> {
  // `output`: defaults are filled in before anything is published.
  return z.toJSONSchema(API_FORMS[name], { io: 'output' }) as Record<string, unknown>;
}
