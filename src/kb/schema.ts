/**
 * The form of a knowledge-base entry (`kb/**\/*.yaml`). Texts stand in both
 * languages, each written for its readers. Rates never stand in an entry: they
 * are computed from the lab's evidence when the pages are built.
 */
import { z } from 'zod';
import { CAUSE_IDS } from '../causes/ids.ts';

/** One text in every language of the knowledge base. */
const text = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });
const causeId = z.enum(CAUSE_IDS as [string, ...string[]]);

const version = z.strictObject({
  product: z.enum(['nginx', 'openssl']),
  /** For example `1.18`, `>=3.5`, `1.23.4-1.27.2`. */
  range: z.string().min(1),
  status: z.enum(['seen', 'not-possible', 'changed', 'measured']),
  note: text.optional(),
});

const link = z.strictObject({ title: z.string().min(1), url: z.url() });

const workaround = z.strictObject({
  /** Action of the lab (`lab/actions/`) whose measured rate is shown; absent when none measures it. */
  action: z.string().optional(),
  title: text,
  steps: z.array(text).min(1),
  code: z.string().optional(),
  risk: text,
  /** The action lowers security; it is listed last and says so. */
  weakens: z.boolean().default(false),
});

/** A command that tells causes apart, where the engine's own cause file has none. */
const check = z.strictObject({
  command: z.string().min(1),
  answers: z
    .array(z.strictObject({ expect: text, means: z.union([causeId, z.literal('other')]) }))
    .min(1),
});

const common = {
  id: z.string().regex(/^nginx\/[a-z0-9-]+$/),
  domain: z.literal('nginx'),
  category: z.enum([
    'name',
    'trust',
    'parameters',
    'mutual-tls',
    'transport',
    'state',
    'configuration',
    'other',
  ]),
  title: text,
  /** What happens and why, for someone who has never met it. */
  summary: text,
  versions: z.array(version),
  /** TLS directives that matter here, without their family: `server_name`, `verify`. */
  directives: z.array(z.string()),
  /** Reading beyond nginx's own pages on those directives. */
  documentation: z.array(link),
  /** Ids of entries. */
  confusedWith: z.array(z.string()),
  leadsTo: z.array(z.string()),
  /**
   * The earliest release that can write the line, or that the cause exists in,
   * as far as a changelog proves it: what it needs appeared there, though the
   * wording may be younger. Null where none does.
   */
  firstSeen: z
    .strictObject({
      product: z.enum(['nginx', 'openssl']),
      version: z.string().regex(/^\d+\.\d+\.\d+[a-z]?$/),
      date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
      /** What of that release's changelog proves it. */
      because: text,
      url: z.url(),
    })
    .nullable(),
  impact: z.strictObject({
    threat: text,
    downtime: z.enum(['none', 'low', 'medium', 'high']),
    /** Typical minutes from reading the page to a working request, from and to. */
    minutesToFix: z.tuple([z.number().int().positive(), z.number().int().positive()]),
  }),
};

/** What of a parsed log line (`src/log/event.ts`) makes it this entry's signature. All that is given must hold. */
const match = z.strictObject({
  kind: z.array(z.string()).optional(),
  phase: z.array(z.string()).optional(),
  alert: z.number().int().optional(),
  verifyError: z.array(z.number().int()).optional(),
  errno: z.array(z.number().int()).optional(),
  /** Any of these stands in one of the OpenSSL reasons. */
  reason: z.array(z.string()).optional(),
  /** Any of these stands in the message. */
  text: z.array(z.string()).optional(),
  status: z.array(z.number().int()).optional(),
});

export const signatureEntry = z.strictObject({
  ...common,
  kind: z.literal('signature'),
  /** The line as each generation of nginx and OpenSSL writes it. */
  signatures: z
    .array(
      z.strictObject({
        openssl: z.string(),
        nginx: z.string(),
        level: z.enum(['crit', 'error', 'emerg', 'warn', 'access']),
        line: z.string().min(1),
      }),
    )
    .min(1),
  match: z.array(match).min(1),
  /** Causes that can stand behind the line. Their order on the page is computed. */
  causes: z.array(causeId).min(1),
});

export const causeEntry = z.strictObject({
  ...common,
  kind: z.literal('cause'),
  cause: causeId,
  /** The right repair, in one sentence. */
  repair: text,
  /** Ways out, the best first. Dead ends and how to tell causes apart come from the engine's own cause files. */
  workarounds: z.array(workaround).min(1),
  checks: z.array(check).default([]),
  /** Actions of the lab that do not help, where the engine names none. */
  deadEnds: z.array(z.strictObject({ action: z.string(), why: text })).default([]),
});

/** What people do about the error, by the id that the lab measures it under. */
export const actionPage = z.strictObject({ id: z.string(), title: text });

/** Page of a lint rule, with the examples that the tests run. */
export const rulePage = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: text,
  why: text,
  fix: text,
  /** A configuration in which the rule finds something, and one in which it does not. */
  bad: z.string().min(1),
  good: z.string().min(1),
  /** Why no demonstration on a real nginx shows that the bad example fails or is insecure, where none can. */
  notShown: text.optional(),
  causes: z.array(causeId),
});

/** What a directive means and where people go wrong with it; the same for all families. */
export const directiveTexts = z.strictObject({ meaning: text, pitfalls: z.array(text).min(1) });

export const entry = z.discriminatedUnion('kind', [signatureEntry, causeEntry]);

export type Entry = z.infer<typeof entry>;
export type SignatureEntry = z.infer<typeof signatureEntry>;
export type CauseEntry = z.infer<typeof causeEntry>;
export type RulePage = z.infer<typeof rulePage>;
export type DirectiveTexts = z.infer<typeof directiveTexts>;
export type Match = z.infer<typeof match>;
