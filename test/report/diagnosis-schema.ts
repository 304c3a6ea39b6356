/** The JSON of a diagnosis, schema `alert40/diagnosis/1`, key by key: nothing more, nothing less. */
import { z } from 'zod';
import { CAUSE_IDS } from '../../src/causes/ids.ts';

const causeId = z.enum(CAUSE_IDS as [string, ...string[]]);
const text = z.string().min(1);
const position = z.strictObject({
  file: text,
  line: z.int().positive().nullable(),
  path: z.string().nullable(),
});

const source = z.union([
  z.strictObject({ kind: z.literal('config'), file: text, line: z.int().positive().nullable() }),
  z.strictObject({ kind: z.literal('log'), file: text, line: z.int().positive() }),
  z.strictObject({ kind: z.literal('file'), file: text }),
  z.strictObject({ kind: z.literal('observation'), what: text }),
  z.strictObject({ kind: z.enum(['version', 'field']) }),
]);

const check = z.strictObject({
  command: text,
  answers: z.array(z.strictObject({ expect: text, means: z.union([causeId, z.literal('other')]) })),
});

const cause = z.strictObject({
  id: causeId,
  confidence: z.number().min(0).max(1),
  evidence: z.array(z.strictObject({ for: z.boolean(), text, source })),
  repairs: z.array(z.string().regex(/^r\d+$/)),
  checks: z.array(text),
  deadEnds: z.array(text),
  page: z.string().regex(/^nginx\/[a-z0-9-]+$/),
});

const incident = z.strictObject({
  id: z.string().regex(/^i\d+$/),
  module: z.enum(['proxy', 'grpc', 'uwsgi', 'stream', 'config']),
  signature: z.strictObject({
    operation: z.string().nullable(),
    phase: z.enum(['handshake', 'connect', 'request', 'response', 'startup', 'other']),
    level: text,
    alert: z.int().nullable(),
    opensslReason: z.string().nullable(),
    opensslCode: z.string().nullable(),
    verifyError: z.int().nullable(),
    errno: z.int().nullable(),
  }),
  count: z.int().positive(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  cascade: z.boolean(),
  server: z.string().nullable(),
  upstream: z.string().nullable(),
  location: position.nullable(),
  sends: z
    .strictObject({
      sni: z.string().nullable(),
      checkedName: z.string(),
      protocols: z.array(text),
      verify: z.boolean(),
      clientCertificate: z.string().nullable(),
    })
    .nullable(),
  verdict: causeId.nullable(),
  causes: z.array(cause),
  decidedBy: check.nullable(),
  next: z.array(z.strictObject({ cause: causeId, text })),
});

const repair = z.strictObject({
  id: z.string().regex(/^r\d+$/),
  cause: causeId,
  title: text,
  side: z.enum(['nginx', 'upstream', 'host']),
  weakens: z.array(text),
  needs: z.array(
    z.strictObject({
      what: text,
      text,
      candidates: z.array(z.strictObject({ value: z.string(), from: text })),
    }),
  ),
  steps: z.array(text),
  edits: z.array(z.strictObject({ file: text, start: z.int(), end: z.int(), text: z.string() })),
  diff: z.string(),
});

export const diagnosisSchema = z.strictObject({
  schema: z.literal('alert40/diagnosis/1'),
  tool: z.strictObject({ version: text }),
  nginx: z.strictObject({
    version: text,
    openssl: text,
    from: z.enum(['log', 'binary', 'flag', 'assumed']),
  }),
  read: z.strictObject({
    lines: z.int(),
    bytes: z.int(),
    failures: z.int(),
    files: z.int(),
    locations: z.int(),
    requests: z.strictObject({ total: z.int(), failed: z.int() }).optional(),
  }),
  incidents: z.array(incident),
  repairs: z.array(repair),
  notes: z.array(text),
});
