/** Small things that turn data into what people read, the same in every format. */
import { type Message, message } from '../text/message.ts';
import { type Language, say } from './messages/catalogue.ts';
import type { ReportView } from './view.ts';

/** With a capital letter, as sentences begin. The program is called nginx there too. */
export function sentence(text: string): string {
  return text.startsWith('nginx') ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
}

export function percent(confidence: number): string {
  return `${Math.round(confidence * 100)}%`;
}

/** `2026-03-14T03:41:22` as people write it. */
export function clock(time: string): string {
  return time.replace('T', ' ');
}

/** Bytes in the unit that people would use. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`;
}

/** A note, behind the place that it speaks of when it has one (parameter `standsAt`). */
export function sayNote(m: Message, language: Language): string {
  const place = m.params?.standsAt;
  return place === undefined ? say(m, language) : `${place}: ${say(m, language)}`;
}

/** How much was read and on what assumptions: the last lines of every report. */
export function summaryOf(diagnosis: ReportView['diagnosis'], language: Language): string[] {
  const { read, versions, incidents } = diagnosis;
  const { requests: asked, ...counts } = read;
  const known = { ...counts, incidents: incidents.length, size: bytes(read.bytes) };
  const from = say({ id: `versions.${versions.from}` }, language);
  const config = read.files === 0 ? [] : [message('report.read-config', known)];
  const requests = asked === undefined ? [] : [shareOf(asked)];
  return [
    message('report.read', known),
    ...requests,
    ...config,
    message('report.versions', { nginx: versions.nginx, openssl: versions.openssl, from }),
  ].map((m) => say(m, language));
}

function shareOf({ total, failed }: { total: number; failed: number }): Message {
  const share = total === 0 ? 0 : (failed / total) * 100;
  // Two digits tell a rare failure from none.
  const shown = share === 0 || share >= 10 ? share.toFixed(0) : share.toPrecision(2);
  return message('report.requests', { total, failed, share: `${shown}%` });
}
