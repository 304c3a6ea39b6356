/** Adds what was asked of the upstreams to a report. */
import { jsonText } from '../report/json-text.ts';
import type { Conversation } from '../report/probe-table.ts';
import type { Format } from './formats.ts';
import type { Session } from './subcommand.ts';

/** The report with its table of questions and answers; formats that have no place for one stay as they are. */
export async function withConversations(
  report: string,
  format: Format,
  conversations: readonly Conversation[],
  session: Session,
): Promise<string> {
  if (conversations.length === 0 || (format !== 'text' && format !== 'json')) return report;
  const { probeData, probeTable } = await import('../report/probe-table.ts');
  if (format === 'json') {
    const document = { ...(JSON.parse(report) as object), asked: probeData(conversations) };
    return jsonText(document);
  }
  const { colour, language } = session;
  const table = probeTable(conversations, { width: session.io.columns ?? 80, colour, language });
  return `${table}\n${report}`;
}
