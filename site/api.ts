/** The knowledge base as data: `api/v1/`, and the JSON beside every page. */
import { z } from 'zod';
import type { Compiled, Material, Rate } from '../src/kb/compile.ts';
import { entry as entrySchema } from '../src/kb/schema.ts';
import { productName } from '../src/kb/words.ts';
import { VERSION } from '../src/version.ts';
import { openApi } from './openapi.ts';
import type { KnowledgeBase } from './source.ts';

/** Files below the site's root with their content. */
export type Files = Map<string, string>;

/** Last part of an entry's id: `verify-20`. */
export function slug(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}

/** One entry as data: what the page shows. */
export function entryJson(compiled: Compiled): object {
  return { schema: 'alert40/kb-entry/1', id: compiled.entry.id, ...compiled };
}

export function apiFiles({ compiled, material }: KnowledgeBase): Files {
  const files: Files = new Map();
  const put = (file: string, value: unknown) =>
    files.set(`api/v1/${file}`, `${JSON.stringify(value)}\n`);
  for (const one of compiled) {
    const json = entryJson(one);
    const id = slug(one.entry.id);
    files.set(`${one.entry.id}.json`, `${JSON.stringify(json, null, 1)}\n`);
    put(`entries/${id}.json`, json);
    put(`compat/${id}.json`, compatible(one));
  }
  put('index.json', {
    schema: 'alert40/kb-index/1',
    version: VERSION,
    date: material.date,
    entries: compiled.map(({ entry }) => ({
      id: entry.id,
      kind: entry.kind,
      category: entry.category,
      title: entry.title,
      summary: entry.summary,
      entry: `entries/${slug(entry.id)}.json`,
      page: { en: `../../${entry.id}.html`, zh: `../../${entry.id}.zh.html` },
    })),
  });
  put(
    'match.json',
    compiled.flatMap(({ entry }) =>
      entry.kind === 'signature'
        ? { id: entry.id, match: entry.match, lines: entry.signatures.map((s) => s.line) }
        : [],
    ),
  );
  put('matrix.json', material.evidence.causes);
  put('stats.json', stats(compiled, material));
  put('openapi.json', openApi());
  files.set(
    'api/v1/entries.ndjson',
    compiled.map((one) => `${JSON.stringify(entryJson(one))}\n`).join(''),
  );
  files.set('kb.schema.json', `${JSON.stringify(jsonSchema(), null, 2)}\n`);
  return files;
}

/** JSON Schema of the files in `kb/`. */
export function jsonSchema(): object {
  return {
    title: 'Entry of the alert40 knowledge base',
    ...z.toJSONSchema(entrySchema, { io: 'input' }),
  };
}

function stats(compiled: readonly Compiled[], { evidence, date }: Material): object {
  return {
    entries: compiled.length,
    signatures: compiled.filter(({ entry }) => entry.kind === 'signature').length,
    causes: compiled.filter(({ entry }) => entry.kind === 'cause').length,
    measured: compiled.filter(({ verification }) => verification !== null).length,
    releases: evidence.releases,
    scenarios: evidence.causes.reduce((sum, c) => sum + c.scenarios, 0),
    failures: evidence.causes.reduce((sum, c) => sum + c.records, 0),
    attempts: evidence.causes.reduce(
      (sum, c) => sum + Object.values(c.actions).reduce((n, a) => n + a.of, 0),
      0,
    ),
    date,
  };
}

/** Share, counts and interval; all null where nothing was measured. */
const measured = (rate: Rate | null) => ({
  tried: rate?.of ?? null,
  scenarios: rate?.scenarios ?? null,
  interval: rate ? [rate.low, rate.high] : null,
});

/**
 * The entry under the field names that public pages of error knowledge use.
 * `fix_rate` is the best measured rate of a workaround that does not weaken.
 */
export function compatible(c: Compiled): object {
  const { entry } = c;
  const best = c.workarounds
    .filter((w) => !w.weakens && w.rate !== null)
    .map((w) => w.rate as Rate)
    .sort((a, b) => b.share - a.share || b.of - a.of)[0];
  const { firstSeen } = entry;
  const since = firstSeen ? `${productName(firstSeen.product)} ${firstSeen.version}` : null;
  const line = entry.kind === 'signature' ? entry.signatures.at(-1)?.line : undefined;
  return {
    id: entry.id,
    domain: entry.domain,
    category: entry.category,
    signature: line ?? entry.title.en,
    verification: c.verification ? 'measured_in_lab' : 'not_measured',
    fix_rate: best?.share ?? null,
    fix_rate_interval: best ? [best.low, best.high] : null,
    confidence: best?.low ?? null,
    evidence: c.verification?.records ?? 0,
    first_seen: firstSeen?.date ?? null,
    first_seen_in: since,
    last_verified: c.verification?.date ?? null,
    root_cause: entry.summary.en,
    root_cause_zh: entry.summary.zh,
    generic: entry.kind === 'cause' ? entry.repair.en : null,
    versions: entry.versions.map((v) => ({
      version: `${v.product} ${v.range}`,
      status: v.status,
      introduced: since,
      deprecated: null,
      notes: v.note?.en ?? null,
    })),
    official_documentation: [...c.official, ...entry.documentation].map((d) => d.url),
    workarounds: c.workarounds.map((w) => ({
      action: w.title.en,
      action_zh: w.title.zh,
      cause: w.cause,
      success_rate: w.rate?.share ?? null,
      ...measured(w.rate),
      how: w.steps.map((s) => s.en),
      how_zh: w.steps.map((s) => s.zh),
      code: w.code ?? null,
      lowers_security: w.weakens,
    })),
    dead_ends: c.deadEnds.map((d) => ({
      action: d.title.en,
      action_zh: d.title.zh,
      why_fails: d.why.en,
      why_fails_zh: d.why.zh,
      fail_rate: d.rate ? Math.round((1 - d.rate.share) * 1000) / 1000 : null,
      ...measured(d.rate),
    })),
    also_available_as: {
      json: `../../../${entry.id}.json`,
      markdown: `../../../${entry.id}.md`,
      html: `../../../${entry.id}.html`,
      html_zh: `../../../${entry.id}.zh.html`,
      markdown_zh: `../../../${entry.id}.zh.md`,
    },
  };
}
