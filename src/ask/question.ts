/**
 * What a model is asked, and only where the engine itself does not decide.
 * Everything that comes from the user goes through the redaction first, and is
 * handed over as data, between marks that do not occur in it.
 */
import type { CauseId } from '../causes/ids.ts';
import type { RepairPlan } from '../diagnosis/plan.ts';
import type { LogEvent } from '../log/event.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { redactAll } from '../redact/redact.ts';
import type { Language } from '../report/messages/catalogue.ts';
import type { IncidentView } from '../report/view.ts';
import { instructions } from './instructions.ts';
import type { Given } from './known-values.ts';
import { filesToShow } from './material.ts';
import type { Prompt } from './provider.ts';

/** What the engine leaves open: the cause, or something that its repair needs. */
export type Open = 'no-verdict' | 'needs';

/** A file as it was shown to the model. */
export interface SentFile {
  /** Path in the configuration. */
  readonly path: string;
  /** The path without secrets, by which the answer calls it. */
  readonly name: string;
  readonly text: string;
}

export interface Question {
  readonly prompt: Prompt;
  readonly files: readonly SentFile[];
  /** Files on the way of the request that were too large to be sent. */
  readonly left: readonly string[];
  /** Causes that fit the log line. */
  readonly causes: readonly CauseId[];
  /** Words that stand for secrets, not for names. */
  readonly secrets: ReadonlySet<string>;
  /** How many places were redacted. */
  readonly taken: number;
  restore(text: string): string;
}

export interface QuestionInput {
  /** In English: that is what models are asked in. */
  readonly incident: IncidentView;
  readonly open: Open;
  readonly config: ConfigSet | null;
  /** Output of other tools, as it was entered. */
  readonly evidence: string;
  readonly nginx: string;
  /** Language of the explanation that comes back. */
  readonly language: Language;
  /** Rename host names and addresses. */
  readonly names: boolean;
}

const LINES = 8;
const LONGEST_LINE = 2_000;
const MOST_EVIDENCE = 20_000;

/** What of an incident is open; null when the engine has its repair, or when it is not nginx's to mend. */
export function openOf(plan: RepairPlan, incident: string): Open | null {
  const held = plan.held.find((h) => h.incident === incident);
  return held?.why === 'no-verdict' || held?.why === 'needs' ? held.why : null;
}

/** Names that the user stated or that the engine found where no client can write. */
export function givenTo(incident: IncidentView, evidence: string): Given {
  const { case: found, causes } = incident.source;
  const needs = causes.flatMap((cause) => cause.repairs.flatMap((repair) => repair.needs));
  const names = needs
    .filter((need) => need.what === 'name')
    .flatMap((need) => need.candidates.filter((c) => c.from.id !== 'name.from-client-host'))
    .map((candidate) => candidate.value);
  const stated = found.statedName === null ? [] : [found.statedName];
  return { evidence, names: [...stated, ...names] };
}

export function questionOf(input: QuestionInput): Question {
  const { incident, config } = input;
  const { path } = incident.source.case;
  const { shown, left } = filesToShow(path, config);
  const log = incident.incident.samples
    .slice(0, LINES)
    .map((event) => lineOf(event).slice(0, LONGEST_LINE))
    .join('\n');
  const paths = shown.map((file) => file.path.replace(/\s/g, '_'));
  const originals = [
    paths.join('\n'),
    factsOf(input),
    log,
    input.evidence.slice(0, MOST_EVIDENCE).trim(),
    ...shown.map((file) => file.text),
  ];
  const { texts, restore } = redactAll(originals, { names: input.names });
  const [names, facts = '', lines = '', evidence = '', ...contents] = texts.map((t) => t.text);
  const called = (names ?? '').split('\n');
  const files = shown.map((file, i) => ({
    path: file.path,
    name: called[i] ?? file.path,
    text: contents[i] ?? '',
  }));
  const mark = unusedMark(texts.map((t) => t.text));
  const part = (title: string, text: string) =>
    text.trim() === ''
      ? []
      : [`${mark} begin ${title}`, text.replace(/\n$/, ''), `${mark} end ${title}`, ''];
  const user = [
    ...part('facts of the program', facts),
    ...part('error log', lines),
    ...part('output of other tools', evidence),
    ...files.flatMap((file) => part(`file ${file.name}`, file.text)),
    'Answer with the JSON object now.',
  ].join('\n');
  const findings = texts.flatMap((t) => t.findings);
  const causes = incident.causes.map((cause) => cause.id);
  const { nginx, language } = input;
  const module = path?.module ?? (incident.module === 'config' ? 'proxy' : incident.module);
  return {
    prompt: { system: instructions({ mark, causes, module, nginx, language }), user },
    files,
    left,
    causes,
    secrets: new Set(
      findings.filter((f) => f.kind !== 'host' && f.kind !== 'address').map((f) => f.replacement),
    ),
    taken: findings.length,
    restore,
  };
}

/** The line without what the cause does not depend on: who the client is, and what it asked in the query. */
function lineOf({ time, level, text, server, request, upstream, host }: LogEvent): string {
  const path = request?.uri.replace(/\?.*/, '');
  return [
    `${time ?? ''} [${level}] ${text}`.trim(),
    ...(server === null ? [] : [`server: ${server}`]),
    ...(request === null ? [] : [`request: "${request.method} ${path}"`]),
    ...(upstream === null ? [] : [`upstream: "${upstream.raw.replace(/\?.*/, '')}"`]),
    ...(host === null ? [] : [`host: "${host}"`]),
  ].join(', ');
}

function factsOf({ incident, open, nginx }: QuestionInput): string {
  const percent = (confidence: number) => `${Math.round(confidence * 100)}%`;
  const needs = incident.causes
    .filter((cause) => cause.id === incident.verdict)
    .flatMap((cause) => cause.repairs[0]?.needs ?? []);
  const place = incident.location;
  return [
    open === 'no-verdict'
      ? 'The program could not decide which cause it is.'
      : `The program decided on the cause ${incident.verdict}, but it cannot write the repair by itself.`,
    ...needs.flatMap((need) => [
      `Needed: ${need.text}`,
      ...need.candidates.map((c) => `  could be ${c.value} (${c.from})`),
    ]),
    `What happened: ${incident.happens}`,
    `nginx ${nginx}, module ${incident.module}`,
    ...(place === null
      ? []
      : [`Place that fails: ${place.file}:${place.line ?? ''} ${place.path ?? ''}`]),
    ...(incident.upstream === null ? [] : [`Upstream: ${incident.upstream}`]),
    'Causes that it considers:',
    ...incident.causes
      .slice(0, 8)
      .flatMap((cause) => [
        `- ${cause.id} (${percent(cause.confidence)}): ${cause.title}`,
        ...cause.evidence.slice(0, 6).map((e) => `    ${e.for ? '+' : '-'} ${e.text}`),
      ]),
    ...(incident.rows.length === 0 ? [] : ['What nginx sends and checks at this place:']),
    ...incident.rows.map(
      (row) => `- ${row.label}: ${row.sends}${row.wants === null ? '' : `; ${row.wants}`}`,
    ),
  ].join('\n');
}

/** Begins the lines that part data from data; stands nowhere in the data itself. */
function unusedMark(texts: readonly string[]): string {
  for (let n = 1; ; n++) {
    const mark = `=====data-${n}=====`;
    if (!texts.some((text) => text.includes(mark))) return mark;
  }
}
