/**
 * The rates that may be published: for each class of signature and each
 * action, in how many reproductions it worked. Computed from the evidence and
 * nothing else.
 */
import type { CauseId } from '../src/causes/ids.ts';
import { fieldThreads } from '../src/causes/priors.ts';
import { signatureClass } from '../src/causes/signature-class.ts';
import { IncidentCollector } from '../src/log/incidents.ts';
import { LogScanner } from '../src/log/scanner.ts';
import { ACTIONS } from './actions/list.ts';
import type { EvidenceFile } from './evidence.ts';
import type { Record } from './record.ts';
import { wilson } from './wilson.ts';

export interface Rate {
  /** Records in which it made every request succeed, and records in which it was tried. */
  readonly worked: number;
  readonly of: number;
  /** Scenarios it was tried on; those of one scenario on four releases are not independent. */
  readonly scenarios: number;
  /** Share of scenarios (each the mean of its releases) with its 95 % interval. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** The share per cause, weighted by how often the cause stands behind this signature in the field; null without field data. */
  readonly weighted: number | null;
  /** Releases on which it worked at least once. */
  readonly releases: readonly string[];
  readonly weakens: string | null;
}

export interface SignatureSummary {
  /** Class of signature (`alert-40`, `verify-20` …), or `silent` where the error log has no line. */
  readonly signature: string;
  readonly records: number;
  readonly scenarios: number;
  /** Scenarios by cause. */
  readonly causes: Readonly<globalThis.Record<string, number>>;
  readonly actions: Readonly<globalThis.Record<string, Rate>>;
}

export interface Summary {
  readonly releases: readonly {
    readonly release: string;
    readonly nginx: string;
    readonly openssl: string;
  }[];
  readonly scenarios: number;
  /** Scenarios on releases that they are meant for. */
  readonly records: number;
  readonly failures: number;
  readonly proven: number;
  readonly attempts: number;
  readonly signatures: readonly SignatureSummary[];
  /** The same by cause, whatever the signature. */
  readonly causes: readonly CauseSummary[];
}

export interface CauseSummary {
  readonly cause: string;
  readonly records: number;
  readonly scenarios: number;
  readonly actions: Readonly<globalThis.Record<string, Rate>>;
}

interface Try {
  readonly release: string;
  readonly scenario: string;
  readonly cause: CauseId;
  readonly worked: boolean;
}

/** Everything that the evidence says, in one order whatever order it was recorded in. */
export function summarise(evidence: readonly EvidenceFile[]): Summary {
  const all = evidence.flatMap((file, i) =>
    file.records
      .filter((record) => record.outcome !== 'not-run')
      .map((record) => ({ file, newer: evidence[i + 1], record })),
  );
  const failures = all.filter(
    ({ record }) => record.outcome === 'fails' && record.cause !== 'control',
  );
  const bySignature = new Map<string, typeof failures>();
  for (const one of failures) {
    const signature = signatureOf(one.record);
    bySignature.set(signature, [...(bySignature.get(signature) ?? []), one]);
  }
  const signatures = [...bySignature].sort(byKey).map(([signature, list]) => {
    const actions = ratesOf(signature, list);
    const causes = new Map<string, Set<string>>();
    for (const { record } of list)
      causes.set(record.cause, (causes.get(record.cause) ?? new Set()).add(record.scenario));
    return {
      signature,
      records: list.length,
      scenarios: new Set(list.map(({ record }) => record.scenario)).size,
      causes: Object.fromEntries([...causes].map(([c, s]) => [c, s.size] as const).sort()),
      actions,
    };
  });
  const byCause = group(failures, ({ record }) => record.cause);
  return {
    releases: evidence.map(({ release, nginx, openssl }) => ({ release, nginx, openssl })),
    scenarios: new Set(all.map(({ record }) => record.scenario)).size,
    records: all.length,
    failures: failures.length,
    proven: failures.filter(({ record }) => record.repair === 'works').length,
    attempts: signatures.reduce(
      (sum, s) => sum + Object.values(s.actions).reduce((n, a) => n + a.of, 0),
      0,
    ),
    signatures,
    causes: [...byCause].sort(byKey).map(([cause, list]) => ({
      cause,
      records: list.length,
      scenarios: new Set(list.map(({ record }) => record.scenario)).size,
      actions: ratesOf(null, list),
    })),
  };
}

/** A failing record with the release it stands on and the next newer one. */
interface Failure {
  readonly file: EvidenceFile;
  readonly newer: EvidenceFile | undefined;
  readonly record: Record;
}

/** Rate of each action that was tried on these records. */
function ratesOf(signature: string | null, list: readonly Failure[]): SignatureSummary['actions'] {
  const tries = new Map<string, Try[]>();
  for (const { file, newer, record } of list)
    for (const [action, worked] of attemptsOf(record, newer)) {
      const one = {
        release: file.release,
        scenario: record.scenario,
        cause: record.cause as CauseId,
        worked,
      };
      tries.set(action, [...(tries.get(action) ?? []), one]);
    }
  const rates = ACTIONS.flatMap((a) => {
    const of = tries.get(a.id);
    return of ? [[a.id, rateOf(signature, of, a.weakens)] as const] : [];
  });
  return Object.fromEntries(rates);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Class of the first incident of the recorded lines. */
export function signatureOf(record: Record): string {
  const lines = record.lines ?? [];
  if (lines.length === 0) return 'silent';
  const collector = new IncidentCollector();
  const scanner = new LogScanner({ input: 'error.log', onEvent: (e) => collector.add(e) });
  scanner.push(new TextEncoder().encode(`${lines.join('\n')}\n`));
  scanner.end();
  const incident = [...collector.finish()].sort((a, b) => b.count - a.count)[0];
  return incident ? signatureClass(incident) : 'other';
}

/** Every action that was tried on the record, and whether it worked. */
function attemptsOf(record: Record, newer: EvidenceFile | undefined): [string, boolean][] {
  const { actions } = record;
  if (!actions) return [];
  const out: [string, boolean][] = [
    ...actions.works.map((id): [string, boolean] => [id, true]),
    ...[...actions.fails, ...actions.refused].map((id): [string, boolean] => [id, false]),
  ];
  const next = newer?.records.find((r) => r.scenario === record.scenario);
  if (next && next.outcome !== 'not-run') out.push(['upgrade-nginx', next.outcome === 'works']);
  return out;
}

function rateOf(signature: string | null, tries: readonly Try[], weakens: string | null): Rate {
  const byScenario = group(tries, (t) => t.scenario);
  const shares = [...byScenario.values()].map(shareOf);
  const k = shares.reduce((sum, s) => sum + s, 0);
  const [low, high] = wilson(k, shares.length);
  return {
    worked: tries.filter((t) => t.worked).length,
    of: tries.length,
    scenarios: shares.length,
    share: round(k / shares.length),
    low: round(low),
    high: round(high),
    weighted: weightedShare(signature, tries),
    releases: [...new Set(tries.filter((t) => t.worked).map((t) => t.release))],
    weakens,
  };
}

/** Causes that no thread reports have no weight; a signature without threads has no weighted figure. */
function weightedShare(signature: string | null, tries: readonly Try[]): number | null {
  if (signature === null) return null;
  const threads = fieldThreads(signature);
  let sum = 0;
  let weight = 0;
  for (const [cause, list] of group(tries, (t) => t.cause)) {
    const w = threads.get(cause as CauseId) ?? 0;
    const scenarios = [...group(list, (t) => t.scenario).values()].map(shareOf);
    sum += (w * scenarios.reduce((a, b) => a + b, 0)) / scenarios.length;
    weight += w;
  }
  return weight === 0 ? null : round(sum / weight);
}

function shareOf(tries: readonly Try[]): number {
  return tries.filter((t) => t.worked).length / tries.length;
}

function group<T>(list: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const item of list) out.set(by(item), [...(out.get(by(item)) ?? []), item]);
  return out;
}

function round(x: number): number {
  return Math.round(x * 1000) / 1000;
}

/** As it stands in `summary.json`: one line per signature and action. */
export function summaryJson(summary: Summary): string {
  const { signatures, causes, ...head } = summary;
  const table = (rows: readonly (SignatureSummary | CauseSummary)[]) =>
    rows
      .map(({ actions, ...rest }) => {
        const lines = Object.entries(actions).map(([id, r]) => `"${id}":${JSON.stringify(r)}`);
        return `${JSON.stringify(rest).slice(0, -1)},"actions":{\n${lines.join(',\n')}\n}}`;
      })
      .join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"signatures":[\n${table(signatures)}\n],"causes":[\n${table(causes)}\n]}\n`;
}

/** For reading: what worked best for each signature. */
export function summaryText(summary: Summary): string {
  const lines = [
    `${summary.scenarios} scenarios, ${summary.records} records on ${summary.releases.map((r) => `${r.nginx} (OpenSSL ${r.openssl})`).join(', ')}`,
    `${summary.failures} failures, ${summary.proven} proven by their repair, ${summary.attempts} attempts with ${ACTIONS.length} actions`,
  ];
  for (const s of summary.signatures) {
    lines.push(
      '',
      `${s.signature}: ${s.records} records, ${s.scenarios} scenarios: ${Object.entries(s.causes)
        .map(([c, n]) => `${c} ${n}`)
        .join(', ')}`,
    );
    const sorted = Object.entries(s.actions).sort(([, a], [, b]) => b.share - a.share);
    for (const [id, r] of sorted) {
      const field = r.weighted === null ? '' : `, weighted by the field ${percent(r.weighted)}`;
      const weak = r.weakens === null ? '' : `, weakens (${r.weakens})`;
      lines.push(
        `  ${id.padEnd(28)} ${String(r.worked).padStart(3)} of ${String(r.of).padStart(3)}  ${percent(r.share)} [${percent(r.low)}, ${percent(r.high)}]${field}${weak}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

function percent(x: number): string {
  return `${(100 * x).toFixed(0)} %`;
}
