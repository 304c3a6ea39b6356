/** The incident sheet as labelled lines, for every format that shows one. */
import { type Message, message } from '../text/message.ts';
import { type Language, say } from './messages/catalogue.ts';
import { clock, percent, sentence } from './sentence.ts';
import type { IncidentReport } from './view.ts';

/** Names listed one by one; the rest are counted. */
const LISTED = 12;

/** Label and value; what is not known has no line. */
export function sheetRows(i: IncidentReport, language: Language): readonly [string, string][] {
  const words = (m: Message) => say(m, language);
  const list = (names: readonly string[]) =>
    names.length <= LISTED
      ? names.join(', ')
      : `${names.slice(0, LISTED).join(', ')} ${words(message('sheet.more', { left: names.length - LISTED }))}`;
  const { sheet, incident } = i;
  const decided = i.causes.find((c) => c.id === i.verdict);
  const repair = decided?.repairs[0];
  const times = [incident.first, incident.last].filter((t) => t !== null).map(clock);
  const rows: [string, string][] = [
    [
      'sheet.summary',
      repair
        ? words(message('sheet.do', { happens: i.happens, repair: sentence(repair.title) }))
        : i.happens,
    ],
    [
      'sheet.verdict',
      decided ? `${decided.id} (${percent(decided.confidence)})` : words(message('sheet.none')),
    ],
    ['sheet.impact', words(sheet.impact)],
    ['sheet.count', String(incident.count)],
    ['sheet.times', [...new Set(times)].join(' – ')],
    ['sheet.servers', list(sheet.servers)],
    ['sheet.places', list(sheet.places)],
    ['sheet.groups', list(sheet.groups)],
    ['sheet.elsewhere', list(sheet.elsewhere)],
    ['sheet.upstream', list(incident.upstreams.map((u) => u.raw))],
    ['sheet.fix', words(sheet.toFix)],
  ];
  return rows.filter(([, value]) => value !== '').map(([id, value]) => [words({ id }), value]);
}
