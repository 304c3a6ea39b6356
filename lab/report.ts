/** How well `diagnose` does on the evidence: verdicts, confusions, calibration. */
import type { Judged } from './judged.ts';
import type { JudgedProbed } from './probed.ts';

export interface Score {
  readonly records: number;
  readonly verdicts: number;
  readonly right: number;
  readonly topThree: number;
}

export function score(judged: readonly Judged[]): Score {
  return {
    records: judged.length,
    verdicts: judged.filter((j) => j.verdict !== null).length,
    right: judged.filter((j) => j.verdict === j.expected).length,
    topThree: judged.filter((j) => j.causes.slice(0, 3).some((c) => c.id === j.expected)).length,
  };
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly records: number;
  readonly meanConfidence: number;
  readonly right: number;
}

const EDGES = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.000001];

/** First candidates by their confidence: how many of each bin are right. */
export function calibration(judged: readonly Judged[]): Bin[] {
  return EDGES.slice(0, -1).map((from, i) => {
    const to = EDGES[i + 1]!;
    const inside = judged.filter((j) => {
      const c = j.causes[0]?.confidence;
      return c !== undefined && c >= from && c < to;
    });
    const sum = inside.reduce((s, j) => s + j.causes[0]!.confidence, 0);
    return {
      from,
      to: Math.min(1, to),
      records: inside.length,
      meanConfidence: inside.length === 0 ? 0 : sum / inside.length,
      right: inside.filter((j) => j.causes[0]!.id === j.expected).length,
    };
  });
}

/** Everything as text. */
export function reportText(title: string, judged: readonly Judged[]): string {
  const traced = judged.filter((j) => !j.silent);
  const silent = judged.filter((j) => j.silent);
  const lines = [`## ${title}`, scoreLine('traced records', score(traced))];
  if (silent.length > 0) lines.push(scoreLine('silent error log, access log only', score(silent)));
  lines.push('', 'calibration (first candidate): confidence, records, mean, right');
  for (const b of calibration(traced))
    if (b.records > 0)
      lines.push(
        `  ${b.from.toFixed(2)}–${b.to.toFixed(2)}  ${String(b.records).padStart(4)}  ${b.meanConfidence.toFixed(3)}  ${percent(b.right, b.records)}`,
      );
  for (const [what, list] of [
    ['traced', traced],
    ['silent', silent],
  ] as const) {
    if (list.length === 0) continue;
    lines.push('', `${what}: expected → verdict (− is none), records`);
    for (const [pair, records] of confusions(list))
      lines.push(`  ${pair}  ${records.length}${examples(pair, records)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Lines that fit several causes, and that nothing but the upstream can tell apart. */
const AMBIGUOUS = new Set(['alert-40', 'alert-80', 'alert-112', 'verify-20', 'peer-closed']);

export function ambiguous(judged: readonly JudgedProbed[]): JudgedProbed[] {
  return judged.filter((j) => AMBIGUOUS.has(j.signature));
}

/** Median of the handshakes where any could be made; 0 without. */
export function medianHandshakes(judged: readonly JudgedProbed[]): number {
  const made = judged.flatMap((j) => j.handshakes ?? []).sort((a, b) => a - b);
  return made[made.length >> 1] ?? 0;
}

/** The ambiguous records release by release, and how many handshakes each took. */
export function ambiguousText(judged: readonly JudgedProbed[]): string {
  const of = ambiguous(judged);
  const lines = ['## Ambiguous lines (alert 40, 80 and 112, verify 20, peer closed), asked'];
  for (const release of [...new Set(of.map((j) => j.release)), 'all']) {
    const own = of.filter((j) => release === 'all' || j.release === release);
    const counts = new Map<number, number>();
    for (const { handshakes } of own)
      if (handshakes !== null) counts.set(handshakes, (counts.get(handshakes) ?? 0) + 1);
    const spread = [...counts].sort(([a], [b]) => a - b).map(([n, k]) => `${n}: ${k}`);
    const right = own.filter((j) => j.verdict === j.expected);
    const untold = right.filter((j) => !j.told).length;
    lines.push(
      `${release.padEnd(5)} right ${percent(right.length, own.length)}, ${untold} of them without --name; median ${medianHandshakes(own)} handshakes`,
      `      handshakes: records  ${spread.join(', ')}`,
    );
  }
  for (const j of of)
    if (j.verdict !== j.expected)
      lines.push(`  ${j.scenario}@${j.release} (${j.signature}): ${j.verdict ?? 'no verdict'}`);
  return `${lines.join('\n')}\n`;
}

function scoreLine(what: string, s: Score): string {
  return `${what}: ${s.records}; verdict ${percent(s.verdicts, s.records)}; of the verdicts right ${percent(s.right, s.verdicts)}; among the first three ${percent(s.topThree, s.records)}`;
}

function percent(k: number, n: number): string {
  return n === 0 ? '–' : `${((100 * k) / n).toFixed(1)} % (${k}/${n})`;
}

function confusions(judged: readonly Judged[]): [string, Judged[]][] {
  const pairs = new Map<string, Judged[]>();
  for (const j of judged) {
    const key = `${j.expected} → ${j.verdict ?? '−'}`;
    pairs.set(key, [...(pairs.get(key) ?? []), j]);
  }
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Where it went wrong, so that it can be looked at. */
function examples(pair: string, list: readonly Judged[]): string {
  const [expected, verdict] = pair.split(' → ');
  if (expected === verdict) return '';
  const shown = [
    ...new Set(
      list.map(
        (j) =>
          `${j.scenario}@${j.release} (first ${j.causes[0]?.id ?? 'none'} ${j.causes[0]?.confidence.toFixed(2) ?? ''})`,
      ),
    ),
  ];
  return `\n      ${shown.slice(0, 6).join('\n      ')}${shown.length > 6 ? `\n      and ${shown.length - 6} more` : ''}`;
}
