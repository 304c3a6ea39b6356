/**
 * Puts an entry together with what is known elsewhere: rates from the lab's
 * evidence, dead ends and deciding checks from the engine's own cause files,
 * the order of causes from field and lab. Nothing of that is typed into entries.
 */
import type { Case, Cause } from '../causes/cause.ts';
import type { CauseId } from '../causes/ids.ts';
import { CAUSES } from '../causes/list.ts';
import { fieldThreads, priorOf } from '../causes/priors.ts';
import { signatureClass } from '../causes/signature-class.ts';
import { diagnoseTexts } from '../diagnosis/diagnose-texts.ts';
import { say } from '../report/messages/catalogue.ts';
import type { Message } from '../text/message.ts';
import { type OfficialLink, officialLinks } from './official.ts';
import type { CauseEntry, Entry, SignatureEntry } from './schema.ts';

/** A sentence in each language. */
export interface Both {
  readonly en: string;
  readonly zh: string;
}

/** Rate of an action as the lab measured it (`lab/evidence/summary.json`). */
export interface Rate {
  readonly worked: number;
  readonly of: number;
  readonly scenarios: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly weighted: number | null;
  readonly releases: readonly string[];
  readonly weakens: string | null;
}

/** What of the lab's summary the knowledge base uses. */
export interface Evidence {
  readonly releases: readonly {
    readonly release: string;
    readonly nginx: string;
    readonly openssl: string;
  }[];
  readonly signatures: readonly {
    readonly signature: string;
    readonly records: number;
    readonly scenarios: number;
    readonly causes: Readonly<Record<string, number>>;
    readonly actions: Readonly<Record<string, Rate>>;
  }[];
  readonly causes: readonly {
    readonly cause: string;
    readonly records: number;
    readonly scenarios: number;
    readonly actions: Readonly<Record<string, Rate>>;
  }[];
}

/** How often the lab saw an entry's line, or its cause fail, on one release. */
export interface Sighting {
  readonly release: string;
  readonly nginx: string;
  readonly openssl: string;
  /** Runs in which it was seen, of the runs of all scenarios in which it was seen on any release. */
  readonly seen: number;
  readonly of: number;
}

export interface CompiledAction {
  readonly action: string;
  readonly title: Both;
  /** Null: not measured. */
  readonly rate: Rate | null;
}

export interface Compiled {
  readonly entry: Entry;
  /** Class of signature of the first line, which the evidence is filed under; null for causes. */
  readonly signature: string | null;
  /** Causes that stand behind the line, likeliest first. */
  readonly causes: readonly {
    readonly cause: CauseId;
    readonly title: Both;
    readonly share: number;
    readonly threads: number;
    readonly scenarios: number;
  }[];
  readonly workarounds: readonly (CauseEntry['workarounds'][number] & {
    readonly cause: CauseId;
    /** Over all reproductions of the entry: for a log line, whatever stands behind it. */
    readonly rate: Rate | null;
    /** Over the reproductions of the workaround's own cause. */
    readonly causeRate: Rate | null;
  })[];
  readonly deadEnds: readonly (CompiledAction & { readonly why: Both })[];
  readonly tellApart: readonly {
    readonly command: string;
    readonly answers: readonly { readonly expect: Both; readonly means: string }[];
  }[];
  /** Everything that was measured, best first. */
  readonly measured: readonly CompiledAction[];
  readonly verification: {
    readonly records: number;
    readonly scenarios: number;
    readonly releases: readonly string[];
    readonly date: string | null;
    /** The records, below the project's folder. */
    readonly evidence: readonly string[];
  } | null;
  /** How often the right repair of a cause helped in the lab; null for log lines. */
  readonly repairRate: Rate | null;
  /** Release by release; empty where the lab never saw it. */
  readonly sightings: readonly Sighting[];
  /** nginx's own pages on the entry's directives, each of the right module. */
  readonly official: readonly OfficialLink[];
}

/** Everything that compiling needs besides the entry itself. */
export interface Material {
  readonly entries: readonly Entry[];
  readonly actions: readonly { readonly id: string; readonly title: Both }[];
  readonly evidence: Evidence;
  /** By id of the entry. */
  readonly sightings: ReadonlyMap<string, readonly Sighting[]>;
  /** By cause: how often the repair of its scenarios helped. */
  readonly repairs: ReadonlyMap<string, Rate>;
  /** Day of the newest record, ISO 8601. */
  readonly date: string | null;
}

const FIELDS =
  ', client: 10.0.1.55, server: api.example.com, request: "GET /v2/ HTTP/1.1", upstream: "https://10.0.4.22:443/v2/", host: "api.example.com"';
/** The plainest configuration that proxies over TLS: what dead ends and checks are stated for. */
const CONFIG = 'location /v2/ {\n    proxy_pass https://backend.example.com;\n}\n';
const CAUSE_BY_ID: ReadonlyMap<string, Cause> = new Map(CAUSES.map((cause) => [cause.id, cause]));

export function compile(entry: Entry, material: Material): Compiled {
  return entry.kind === 'signature'
    ? compileSignature(entry, material)
    : compileCause(entry, material);
}

function compileSignature(entry: SignatureEntry, material: Material): Compiled {
  const { c, signature, measured } = shownBy(entry, material);
  const causes = rankedCauses(entry, c, signature, measured?.causes ?? {});
  const workarounds = causes.flatMap(({ cause }) =>
    workaroundsOf(cause, material, measured?.actions ?? {}),
  );
  return {
    entry,
    signature,
    causes,
    workarounds,
    deadEnds: deadEndsOf(
      causes.map((x) => x.cause),
      c,
      material,
      measured?.actions ?? {},
    ),
    tellApart: checksOf(
      causes.map((x) => x.cause),
      c,
      material,
    ),
    measured: actionsOf(measured?.actions ?? {}, material),
    verification: verificationOf(measured, material),
    ...knownOf(entry, material),
  };
}

function compileCause(entry: CauseEntry, material: Material): Compiled {
  const cause = entry.cause as CauseId;
  const shown =
    material.entries.find(
      (e): e is SignatureEntry => e.kind === 'signature' && e.causes[0] === cause,
    ) ??
    material.entries.find(
      (e): e is SignatureEntry => e.kind === 'signature' && e.causes.includes(cause),
    );
  const c = shown ? shownBy(shown, material).c : null;
  const measured = material.evidence.causes.find((m) => m.cause === cause);
  return {
    entry,
    signature: null,
    causes: [],
    workarounds: workaroundsOf(cause, material, measured?.actions ?? {}),
    deadEnds: deadEndsOf([cause], c, material, measured?.actions ?? {}),
    tellApart: checksOf([cause], c, material),
    measured: actionsOf(measured?.actions ?? {}, material),
    verification: verificationOf(measured, material),
    ...knownOf(entry, material),
  };
}

/** The entry's newest line of a class that was measured, or else its newest; one entry can hold lines of two classes. */
function shownBy(entry: SignatureEntry, { evidence }: Material) {
  const all = entry.signatures
    .filter((s) => s.level !== 'access')
    .map((line) => {
      const c = caseOf(line);
      const signature = c === null ? null : signatureClass(c.incident);
      return { c, signature, measured: evidence.signatures.find((s) => s.signature === signature) };
    });
  const none = { c: null, signature: null, measured: undefined };
  return all.findLast((one) => one.measured !== undefined) ?? all.at(-1) ?? none;
}

/** The case of a line on the plainest configuration. */
function caseOf(line: SignatureEntry['signatures'][number]): Case | null {
  const fields = line.level === 'emerg' ? '' : FIELDS;
  const log = `2026/01/01 00:00:00 [${line.level}] 1#1: *1 ${line.line}${fields}\n`;
  return (
    diagnoseTexts({ log, config: CONFIG, now: '2026-01-01T00:00:00Z' }).incidents[0]?.case ?? null
  );
}

function rankedCauses(
  entry: SignatureEntry,
  c: Case | null,
  signature: string | null,
  scenarios: Readonly<Record<string, number>>,
): Compiled['causes'] {
  const threads = signature === null ? new Map<CauseId, number>() : fieldThreads(signature);
  const weighed = entry.causes.map((id) => ({
    cause: id as CauseId,
    prior: c === null ? 0 : priorOf(id as CauseId, c.incident),
  }));
  const sum = weighed.reduce((total, w) => total + w.prior, 0);
  return weighed
    .sort((a, b) => b.prior - a.prior)
    .map(({ cause, prior }) => ({
      cause,
      title: both({ id: `cause.${cause}` }),
      share: sum === 0 ? 0 : Math.round((prior / sum) * 1000) / 1000,
      threads: threads.get(cause) ?? 0,
      scenarios: scenarios[cause] ?? 0,
    }));
}

function causeEntryOf(cause: CauseId, { entries }: Material): CauseEntry | undefined {
  return entries.find((e): e is CauseEntry => e.kind === 'cause' && e.cause === cause);
}

function workaroundsOf(
  cause: CauseId,
  material: Material,
  rates: Readonly<Record<string, Rate>>,
): Compiled['workarounds'] {
  const entry = causeEntryOf(cause, material);
  const ofCause = material.evidence.causes.find((m) => m.cause === cause)?.actions;
  return (entry?.workarounds ?? []).map((w) => ({
    ...w,
    cause,
    rate: rates[w.action ?? ''] ?? null,
    causeRate: ofCause?.[w.action ?? ''] ?? null,
  }));
}

function deadEndsOf(
  causes: readonly CauseId[],
  c: Case | null,
  material: Material,
  rates: Readonly<Record<string, Rate>>,
): Compiled['deadEnds'] {
  const found = new Map<string, Compiled['deadEnds'][number]>();
  const add = (action: string, why: Both) => {
    if (found.has(action)) return;
    found.set(action, {
      action,
      title: titleOf(action, material),
      why,
      rate: rates[action] ?? null,
    });
  };
  for (const id of causes) {
    const own = c === null ? [] : (CAUSE_BY_ID.get(id)?.deadEnds(c) ?? []);
    for (const { id: action, why } of own) add(action, both(why));
    for (const { action, why } of causeEntryOf(id, material)?.deadEnds ?? []) add(action, why);
  }
  return [...found.values()];
}

function checksOf(
  causes: readonly CauseId[],
  c: Case | null,
  material: Material,
): Compiled['tellApart'] {
  const found = new Map<string, { command: string; answers: { expect: Both; means: string }[] }>();
  const add = (command: string, expect: Both, means: string) => {
    const known = found.get(command) ?? { command, answers: [] };
    if (!known.answers.some((a) => a.expect.en === expect.en))
      known.answers.push({ expect, means });
    found.set(command, known);
  };
  for (const id of causes) {
    const own = c === null ? [] : (CAUSE_BY_ID.get(id)?.checks(c) ?? []);
    for (const { command, answers } of own)
      for (const { expect, means } of answers) add(command, both(expect), means);
    for (const { command, answers } of causeEntryOf(id, material)?.checks ?? [])
      for (const { expect, means } of answers) add(command, expect, means);
  }
  return [...found.values()];
}

function actionsOf(
  rates: Readonly<Record<string, Rate>>,
  material: Material,
): readonly CompiledAction[] {
  return Object.entries(rates)
    .map(([action, rate]) => ({ action, title: titleOf(action, material), rate }))
    .sort((a, b) => b.rate.share - a.rate.share || b.rate.of - a.rate.of);
}

function verificationOf(
  measured: { readonly records: number; readonly scenarios: number } | undefined,
  { evidence, date }: Material,
): Compiled['verification'] {
  if (!measured) return null;
  const releases = evidence.releases.map((r) => `${r.nginx} (OpenSSL ${r.openssl})`);
  return {
    records: measured.records,
    scenarios: measured.scenarios,
    releases,
    date,
    evidence: evidence.releases.map((r) => `lab/evidence/nginx-${r.release}.json`),
  };
}

function knownOf(
  entry: Entry,
  { sightings, repairs }: Material,
): Pick<Compiled, 'sightings' | 'official' | 'repairRate'> {
  return {
    repairRate: entry.kind === 'cause' ? (repairs.get(entry.cause) ?? null) : null,
    sightings: sightings.get(entry.id) ?? [],
    official: officialLinks(entry.directives),
  };
}

function titleOf(action: string, { actions }: Material): Both {
  return actions.find((a) => a.id === action)?.title ?? { en: action, zh: action };
}

function both(m: Message): Both {
  return { en: say(m, 'en'), zh: say(m, 'zh') };
}
