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
  } | null;
}

/** Everything that compiling needs besides the entry itself. */
export interface Material {
  readonly entries: readonly Entry[];
  readonly actions: readonly { readonly id: string; readonly title: Both }[];
  readonly evidence: Evidence;
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
  const c = caseOf(entry);
  const signature = c === null ? null : signatureClass(c.incident);
  const measured = material.evidence.signatures.find((s) => s.signature === signature);
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
    ),
    measured: actionsOf(measured?.actions ?? {}, material),
    verification: verificationOf(measured, material),
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
  const c = shown ? caseOf(shown) : null;
  const measured = material.evidence.causes.find((m) => m.cause === cause);
  return {
    entry,
    signature: null,
    causes: [],
    workarounds: workaroundsOf(cause, material, measured?.actions ?? {}),
    deadEnds: deadEndsOf([cause], c, material, measured?.actions ?? {}),
    tellApart: checksOf([cause], c),
    measured: actionsOf(measured?.actions ?? {}, material),
    verification: verificationOf(measured, material),
  };
}

/** The case of the entry's newest line on the plainest configuration. */
function caseOf(entry: SignatureEntry): Case | null {
  const line = entry.signatures.findLast((s) => s.level !== 'access');
  if (!line) return null;
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

function workaroundsOf(
  cause: CauseId,
  material: Material,
  rates: Readonly<Record<string, Rate>>,
): Compiled['workarounds'] {
  const entry = material.entries.find(
    (e): e is CauseEntry => e.kind === 'cause' && e.cause === cause,
  );
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
  if (c === null) return [];
  const found = new Map<string, Compiled['deadEnds'][number]>();
  for (const id of causes) {
    for (const { id: action, why } of CAUSE_BY_ID.get(id)?.deadEnds(c) ?? []) {
      if (found.has(action)) continue;
      found.set(action, {
        action,
        title: titleOf(action, material),
        why: both(why),
        rate: rates[action] ?? null,
      });
    }
  }
  return [...found.values()];
}

function checksOf(causes: readonly CauseId[], c: Case | null): Compiled['tellApart'] {
  if (c === null) return [];
  const found = new Map<string, { command: string; answers: { expect: Both; means: string }[] }>();
  for (const id of causes) {
    for (const check of CAUSE_BY_ID.get(id)?.checks(c) ?? []) {
      const known = found.get(check.command) ?? { command: check.command, answers: [] };
      for (const { expect, means } of check.answers) {
        const answer = { expect: both(expect), means };
        if (!known.answers.some((a) => a.expect.en === answer.expect.en))
          known.answers.push(answer);
      }
      found.set(check.command, known);
    }
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
  return { records: measured.records, scenarios: measured.scenarios, releases, date };
}

function titleOf(action: string, { actions }: Material): Both {
  return actions.find((a) => a.id === action)?.title ?? { en: action, zh: action };
}

function both(m: Message): Both {
  return { en: say(m, 'en'), zh: say(m, 'zh') };
}
