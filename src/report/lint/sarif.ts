/** SARIF 2.1.0, with the repairs as fixes. */
import type { Log, ReportingDescriptor, Result } from 'sarif';
import { fileUri, sarifFix } from '../sarif-parts.ts';
import type { Row } from './rows.ts';

const LEVEL = { error: 'error', warning: 'warning', note: 'note' } as const;

export interface SarifRule {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly cis: readonly string[];
}

export function lintSarif(
  rows: readonly Row[],
  rules: readonly SarifRule[],
  version: string,
): string {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'alert40', semanticVersion: version, rules: rules.map(descriptor) },
        },
        columnKind: 'utf16CodeUnits',
        results: rows.map((row) => result(row, rules)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor(rule: SarifRule): ReportingDescriptor {
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    help: { text: rule.help },
    properties: { tags: ['security', 'tls', ...rule.cis.map((section) => `CIS-NGINX-${section}`)] },
  };
}

function result(row: Row, rules: readonly SarifRule[]): Result {
  const ruleIndex = rules.findIndex((rule) => rule.id === row.rule);
  return {
    ruleId: row.rule,
    ...(ruleIndex >= 0 && { ruleIndex }),
    level: LEVEL[row.severity],
    message: { text: row.text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileUri(row.file) },
          region: {
            startLine: row.line,
            startColumn: row.column,
            endLine: row.endLine,
            endColumn: row.endColumn,
          },
        },
      },
    ],
    ...(row.related.length > 0 && {
      relatedLocations: row.related.map((r, id) => ({
        id,
        message: { text: r.text },
        physicalLocation: {
          artifactLocation: { uri: fileUri(r.file) },
          region: { startLine: r.line, startColumn: r.column },
        },
      })),
    }),
    ...(row.edits.length > 0 && { fixes: [sarifFix(row.text, row.edits)] }),
  };
}
