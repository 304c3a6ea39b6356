/** Checks of exchange formats: by their schemas where there are some, and for what no schema says. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ValidateFunction } from 'ajv';
import { default as Ajv } from 'ajv-draft-04';
import formats from 'ajv-formats';
import type { Log } from 'sarif';
import { expect } from 'vitest';

const SCHEMA = path.resolve(import.meta.dirname, '../report/fixtures/sarif-schema-2.1.0.json');
let known: ValidateFunction | null = null;

function sarifSchema(): ValidateFunction {
  const ajv = new Ajv.default({ strict: false, allErrors: true });
  formats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
}

/** What the schema of the standard has against a SARIF document. */
export function sarifErrors(log: unknown): readonly string[] {
  known ??= sarifSchema();
  known(log);
  return (known.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
}

/** The fields of a code-quality report as GitLab's documentation lists them. */
const GITLAB = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^(?!\\./)' },
          lines: {
            type: 'object',
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 }, end: { type: 'integer' } },
          },
        },
      },
    },
  },
};

/** What GitLab would have against a report; it drops one that is not in this form. */
export function gitlabErrors(report: unknown): readonly string[] {
  const validate = new Ajv.default({ allErrors: true }).compile(GITLAB);
  validate(report);
  return (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
}

const TOKEN = /<\?xml [^>]*\?>|<\/([\w.-]+)>|<([\w.-]+)((?:\s+[\w.-]+="[^"<]*")*)\s*(\/?)>|[^<]+/gy;

/** Every tag closed in order, one root, every attribute named once, every `&` an entity. */
export function checkXml(text: string): void {
  const open: string[] = [];
  let roots = 0;
  let at = 0;
  for (const m of text.matchAll(TOKEN)) {
    expect(m.index, `XML at ${text.slice(at, at + 60)}`).toBe(at);
    at += m[0].length;
    expect(m[0].replace(/&(?:amp|lt|gt|quot|apos);/g, '')).not.toContain('&');
    const [, closed, opened, attributes = '', empty] = m;
    if (closed) expect(open.pop()).toBe(closed);
    else if (opened) {
      const names = [...attributes.matchAll(/([\w.-]+)=/g)].map((a) => a[1]);
      expect(new Set(names).size).toBe(names.length);
      if (open.length === 0) roots++;
      if (!empty) open.push(opened);
    }
  }
  expect(at).toBe(text.length);
  expect(open).toEqual([]);
  expect(roots).toBe(1);
}

/** The schema of SARIF 2.1.0, and what it asks beyond that of the parts that are written. */
export function checkSarif(log: Log): void {
  expect(sarifErrors(log)).toEqual([]);
  expect(log.version).toBe('2.1.0');
  expect(log.$schema).toMatch(/^https:\/\/\S+sarif-2\.1\.0\.json$/);
  for (const { tool, results = [] } of log.runs) {
    const rules = tool.driver.rules ?? [];
    expect(new Set(rules.map((r) => r.id)).size).toBe(rules.length);
    for (const { ruleId, ruleIndex, level, message, locations, fixes = [] } of results) {
      if (ruleIndex !== undefined) expect(rules[ruleIndex]?.id).toBe(ruleId);
      expect(['error', 'warning', 'note']).toContain(level);
      expect(message.text).toBeTruthy();
      for (const { physicalLocation: at } of locations ?? []) {
        new URL(at?.artifactLocation?.uri ?? '', 'file:///');
        const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } = at?.region ?? {};
        expect(Math.min(startLine, startColumn, endLine, endColumn)).toBeGreaterThan(0);
        expect(endLine > startLine || endColumn >= startColumn).toBe(true);
      }
      for (const { artifactChanges } of fixes)
        for (const { replacements } of artifactChanges)
          for (const { deletedRegion } of replacements) {
            expect(deletedRegion.charOffset).toBeGreaterThanOrEqual(0);
            expect(deletedRegion.charLength).toBeGreaterThanOrEqual(0);
          }
    }
  }
}
