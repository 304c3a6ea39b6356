/** Failures over time, one colour an incident, as an inline drawing. */
import type { Incident } from '../log/incident.ts';
import { html } from './html-text.ts';
import { clock } from './sentence.ts';

export interface Series {
  readonly name: string;
  readonly incident: Incident;
}

const WIDTH = 960;
const HEIGHT = 180;
const LEFT = 44;
const BOTTOM = 22;
const TOP = 8;
const SLOTS = 96;
/** Colours there are; further incidents share the last one. */
export const COLOURS = 6;

interface Axis {
  /** Seconds since 1970 of local time taken as UTC: only differences matter. */
  readonly start: number;
  readonly slot: number;
  readonly slots: number;
}

/** The drawing; empty when no incident has times. */
export function timelineSvg(series: readonly Series[], title: string): string {
  const axis = axisOf(series);
  if (axis === null) return '';
  const columns = series.map((s) => counts(s.incident, axis));
  const totals = Array.from({ length: axis.slots }, (_, i) =>
    columns.reduce((sum, c) => sum + (c[i] ?? 0), 0),
  );
  const most = Math.max(1, ...totals);
  const bars = totals.flatMap((_, i) => stack(series, columns, i, most, axis));
  const width = WIDTH - LEFT;
  const base = HEIGHT - BOTTOM;
  const labels = [
    text(LEFT - 6, TOP + 10, 'end', most),
    text(LEFT - 6, base, 'end', 0),
    text(LEFT, HEIGHT - 6, 'start', clock(iso(axis.start))),
    text(LEFT + width, HEIGHT - 6, 'end', clock(iso(axis.start + axis.slot * axis.slots))),
  ];
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${html(title)}">`,
    `<path class="axis" d="M${LEFT} ${TOP}V${base}H${WIDTH}" fill="none"/>`,
    ...bars,
    ...labels,
    '</svg>',
  ].join('');
}

/** Class of the colour of a series. */
export function colour(index: number): string {
  return `s${Math.min(index, COLOURS - 1)}`;
}

function axisOf(series: readonly Series[]): Axis | null {
  const spans = series.flatMap(({ incident: i }) => {
    const first = seconds(i.timeline?.start ?? i.first);
    const last = i.timeline
      ? first + i.timeline.slotSeconds * i.timeline.counts.length
      : seconds(i.last) + 1;
    return Number.isFinite(first) && Number.isFinite(last) ? [first, last] : [];
  });
  if (spans.length === 0) return null;
  const start = spans.reduce((a, b) => Math.min(a, b));
  const length = Math.max(1, spans.reduce((a, b) => Math.max(a, b)) - start);
  // Round slots: nobody thinks in slots of 37 seconds.
  const steps = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 43200, 86400,
  ];
  const slot = steps.find((s) => length / s <= SLOTS) ?? Math.ceil(length / SLOTS / 86400) * 86400;
  const from = Math.floor(start / slot) * slot;
  return { start: from, slot, slots: Math.max(1, Math.ceil((start + length - from) / slot)) };
}

function counts(incident: Incident, axis: Axis): number[] {
  const found = new Array<number>(axis.slots).fill(0);
  const add = (time: number, count: number) => {
    const at = Math.min(axis.slots - 1, Math.max(0, Math.floor((time - axis.start) / axis.slot)));
    found[at] = (found[at] ?? 0) + count;
  };
  const { timeline } = incident;
  if (timeline === null) {
    const time = seconds(incident.first);
    if (Number.isFinite(time)) add(time, incident.count);
    return found;
  }
  const start = seconds(timeline.start);
  timeline.counts.forEach((count, i) => {
    if (count > 0) add(start + i * timeline.slotSeconds, count);
  });
  return found;
}

function stack(
  series: readonly Series[],
  columns: readonly (readonly number[])[],
  slot: number,
  most: number,
  axis: Axis,
): string[] {
  const width = (WIDTH - LEFT) / axis.slots;
  const room = HEIGHT - BOTTOM - TOP;
  const x = LEFT + slot * width;
  let y = HEIGHT - BOTTOM;
  return columns.flatMap((column, i) => {
    const count = column[slot] ?? 0;
    if (count === 0) return [];
    const height = Math.max(1, (count / most) * room);
    y -= height;
    const when = clock(iso(axis.start + slot * axis.slot));
    const title = `${when}: ${count} × ${series[i]?.name ?? ''}`;
    const box = `x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${Math.max(1, width - 1).toFixed(1)}" height="${height.toFixed(1)}"`;
    return [`<rect class="${colour(i)}" ${box}><title>${html(title)}</title></rect>`];
  });
}

function text(x: number, y: number, anchor: string, content: string | number): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${html(content)}</text>`;
}

function seconds(time: string | null): number {
  return time === null ? Number.NaN : Date.parse(`${time.slice(0, 19)}Z`) / 1000;
}

function iso(time: number): string {
  return new Date(time * 1000).toISOString().slice(0, 19);
}
