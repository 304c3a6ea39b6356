/** The configuration does not load: a slip of the pen, a missing semicolon, a directive in the wrong place. */
import { TLS_DIRECTIVES } from '../directives/tls.ts';
import { knownDirectives } from '../nginx/names.ts';
import { type Edit, mergeEdits } from '../text/edit.ts';
import { type Message, message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { moved, unmeant } from './misplaced.ts';
import { nameEdits, nameNeed } from './name-repair.ts';
import { chosenName, nameCandidates } from './names.ts';
import { availability } from './newer-directives.ts';
import { fact, loggedFact, needyRepair } from './parts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';
import { type Said, saidAtStartup } from './startup-directive.ts';
import { configuredCaNeed } from './trusted-certificate-missing.ts';
import { checksNoName, placesWithoutCa, trusting } from './verifying-at-last.ts';

const WEIGHT = { similar: 3, none: 0.3, complaint: 1, onOff: 4, elsewhere: 2, notMine: -2 };

/** Edit distance, at most `limit`: more is returned as `limit + 1`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return Math.min(row[b.length] ?? 0, limit + 1);
}

/** Slips beside each other count once: `proxy_ssl_sevrer_name`. */
function swapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((ch, i) => ch !== b[i]);
  return a.slice(0, at) + (a[at + 1] ?? '') + (a[at] ?? '') + a.slice(at + 2) === b;
}

/** The one directive that was most likely meant; null when none is near, or several are. */
export function similarDirective(name: string): string | null {
  if (name.length > 64) return null;
  const lower = name.toLowerCase().replaceAll('-', '_');
  const names = new Set([...knownDirectives(), ...TLS_DIRECTIVES.map((d) => d.name)]);
  if (names.has(lower)) return lower === name ? null : lower;
  const limit = name.length > 8 ? 2 : 1;
  let best: string[] = [];
  let least = limit + 1;
  for (const known of names) {
    const far = swapped(lower, known) ? 1 : distance(lower, known, limit);
    if (far < least) best = [known];
    else if (far === least && far <= limit) best.push(known);
    least = Math.min(least, far);
  }
  const [only] = best;
  return best.length === 1 && only !== undefined ? only : null;
}

/** `yes` and the like, where nginx takes `on` or `off` only. */
const FLAGS: Readonly<Record<string, 'on' | 'off'>> = {
  yes: 'on',
  true: 'on',
  '1': 'on',
  enable: 'on',
  enabled: 'on',
  no: 'off',
  false: 'off',
  '0': 'off',
  disable: 'off',
  disabled: 'off',
};

function wantsFlag(c: Case): boolean {
  return /it must be "on" or "off"/.test(c.incident.samples[0]?.text ?? '');
}

function evidence(c: Case): Evidence[] {
  const said = saidAtStartup(c);
  const params = { directive: said.directive, value: said.value, place: said.place };
  const kind = signatureClass(c.incident);
  if (kind === 'startup-unknown-directive') {
    const meant = similarDirective(said.directive);
    if (availability(said.directive, c.versions.nginx).kind !== 'not-known')
      return [fact('name-is-right', WEIGHT.notMine, { kind: 'version' }, params)];
    return meant === null
      ? [loggedFact(c, 'no-such-directive', WEIGHT.none, params)]
      : [loggedFact(c, 'similar-directive', WEIGHT.similar, { ...params, meant })];
  }
  if (kind === 'startup-invalid-value' && wantsFlag(c))
    return [loggedFact(c, 'flag-expected', WEIGHT.onOff, params)];
  if (said.complaint === 'other') return [];
  return [loggedFact(c, `complaint-${said.complaint}`, WEIGHT.complaint, params)];
}

/** Where a problem of the parser stands: at the message's directive or just before it. */
function missingSemicolon(c: Case, said: Said): Edit[] {
  const logged = c.incident.samples[0]?.at;
  if (c.config === null || logged == null) return [];
  for (const file of c.config.files.values()) {
    const problem = file.problems.find((p) => p.id === 'missing-semicolon');
    const same = file.path === logged.file || logged.file.endsWith(`/${file.path}`);
    if (problem === undefined || !same || file.problems.length > 1) continue;
    // Between the missing one and the complaint lies what nginx took for arguments.
    const line = file.text.slice(0, problem.end).split('\n').length;
    if (line > logged.line || (said.at !== null && logged.line - line > 200)) continue;
    return [{ file: file.path, start: problem.end, end: problem.end, text: ';' }];
  }
  return [];
}

/** An edit that can only be what was meant. */
function safeEdit(
  c: Case,
  said: Said,
): { edits: readonly Edit[]; title: string; meant: string } | null {
  const { at } = said;
  const semicolon = missingSemicolon(c, said);
  if (semicolon.length > 0) return { edits: semicolon, title: 'repair.semicolon', meant: ';' };
  if (at === null) return null;
  const { directive, file } = at;
  if (said.complaint === 'unknown') {
    const meant = similarDirective(said.directive);
    if (meant === null) return null;
    const { start, end } = directive.nameWord;
    return { edits: [{ file, start, end, text: meant }], title: 'repair.rename', meant };
  }
  if (said.complaint === 'context') {
    const edits = moved(c, said);
    return edits.length === 0 ? null : { edits, title: 'repair.move', meant: '' };
  }
  if (said.complaint === 'duplicate') {
    const edits = unmeant(c, said);
    return edits.length === 0
      ? null
      : { edits, title: 'repair.keep-stated', meant: c.statedName ?? '' };
  }
  const flag = FLAGS[said.value.toLowerCase()];
  const word = directive.args.find((arg) => arg.value === said.value);
  if (flag !== undefined && word !== undefined && wantsFlag(c))
    return {
      edits: [{ file, start: word.start, end: word.end, text: flag }],
      title: 'repair.flag',
      meant: flag,
    };
  return null;
}

/** The correction together with the CA file, and the name, that it makes necessary. */
function withCa(
  c: Case,
  said: Said,
  edits: readonly Edit[],
  places: readonly UpstreamTls[],
  title: Message,
): Repair {
  const id = 'config-syntax';
  const file = c.statedFiles?.ca ?? null;
  const named = places.filter(checksNoName).map((path) => {
    const candidates = nameCandidates({ ...c, path });
    return { path, candidates, name: chosenName(candidates)?.value ?? null };
  });
  const nameless = named.find(({ name }) => name === null);
  const needs = [
    ...(file === null ? [configuredCaNeed(c, places[0] ?? null)] : []),
    ...(nameless === undefined
      ? []
      : [nameNeed({ ...c, path: nameless.path }, nameless.candidates)]),
  ];
  if (file === null || nameless !== undefined) {
    const step = message('repair.verifies-then', { directive: said.directive });
    return needyRepair(id, title, needs, [step]);
  }
  const names = named.flatMap(({ path, name }) => nameEdits(c, path, name));
  return {
    cause: id,
    title: message('repair.correct-and-trust', { place: said.place, file }),
    side: 'nginx',
    weakens: [],
    needs: [],
    edits: mergeEdits([...edits, ...trusting(c, places, file, said.at), ...names]),
    steps: [],
  };
}

function repairs(c: Case): Repair[] {
  const said = saidAtStartup(c);
  const base = {
    cause: 'config-syntax',
    side: 'nginx',
    weakens: [],
    needs: [],
  } as const;
  const edit = safeEdit(c, said);
  const params = { directive: said.directive, place: said.place, value: said.value };
  const untrusting = edit === null ? [] : placesWithoutCa(c, edit.edits);
  if (edit !== null && untrusting.length > 0) {
    const title = message(edit.title, { ...params, meant: edit.meant });
    return [withCa(c, said, edit.edits, untrusting, title)];
  }
  if (edit !== null)
    return [
      {
        ...base,
        title: message(edit.title, { ...params, meant: edit.meant }),
        edits: edit.edits,
        steps: [],
      },
    ];
  return [
    {
      ...base,
      title: message('repair.correct', params),
      edits: [],
      steps: [message(`repair.correct-${said.complaint}`, params)],
    },
  ];
}

export const configSyntax: Cause = {
  id: 'config-syntax',
  family: 'configuration',
  prior: (c) => priorOf('config-syntax', c.incident),
  evidence,
  repairs,
  checks: () => [
    {
      command: 'nginx -t',
      answers: [{ expect: message('answer.nginx-t-complains'), means: 'config-syntax' }],
    },
  ],
  deadEnds: () => [],
};
