/** The diagnosis as SARIF 2.1.0, with the repairs as fixes. */
import type { Location, Log, ReportingDescriptor, Result } from 'sarif';
import { CAUSE_IDS } from '../causes/ids.ts';
import { VERSION } from '../version.ts';
import { jsonText } from './json-text.ts';
import { say } from './messages/catalogue.ts';
import { fileUri, SARIF_SCHEMA, sarifFix } from './sarif-parts.ts';
import { sentence } from './sentence.ts';
import type { CauseView, IncidentView, View } from './view.ts';

/** One result an incident: its verdict, or the likeliest cause as a thing to look into. */
export function sarifReport(view: View): string {
  const log: Log = {
    $schema: SARIF_SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'alert40',
            semanticVersion: VERSION,
            rules: CAUSE_IDS.map((id) => rule(id, view)),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: view.incidents.flatMap((i) => {
          const [likeliest] = i.causes;
          return likeliest === undefined ? [] : [result(i, likeliest)];
        }),
      },
    ],
  };
  return jsonText(log);
}

function rule(id: (typeof CAUSE_IDS)[number], view: View): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: sentence(say({ id: `cause.${id}` }, view.language)) },
    properties: { tags: ['tls', 'nginx'] },
  };
}

function result(incident: IncidentView, cause: CauseView): Result {
  const decided = incident.verdict === cause.id;
  const facts = cause.evidence.filter((e) => e.for).map((e) => e.text);
  const repairs = cause.repairs.filter((r) => r.edits.length > 0 && r.weakens.length === 0);
  return {
    ruleId: cause.id,
    ruleIndex: CAUSE_IDS.indexOf(cause.id),
    kind: decided ? 'fail' : 'open',
    // The standard wants no level for what is still open.
    level: decided ? 'error' : 'none',
    rank: Math.round(cause.confidence * 100),
    message: { text: [incident.happens, `${sentence(cause.title)}.`, ...facts].join(' ') },
    locations: locationsOf(incident),
    occurrenceCount: incident.incident.count,
    ...(repairs.length > 0 && { fixes: repairs.map((r) => sarifFix(r.title, r.edits)) }),
  };
}

function locationsOf(incident: IncidentView): Location[] {
  const place = incident.location;
  const sample = incident.incident.samples[0];
  const uri = place?.file ?? sample?.source.input;
  if (uri === undefined) return [];
  const startLine = place ? place.line : (sample?.source.line ?? null);
  return [
    {
      physicalLocation: {
        artifactLocation: { uri: fileUri(uri) },
        ...(startLine !== null && { region: { startLine } }),
      },
    },
  ];
}
