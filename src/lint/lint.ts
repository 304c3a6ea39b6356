/** Runs the rules over a configuration: the main job without a log. */
import { syntaxMessage } from '../nginx/problems.ts';
import { findConflict, mergeEdits } from '../text/edit.ts';
import { RULES } from './list.ts';
import type { Finding, LintContext } from './rule.ts';
import { activeRules, type Settings } from './settings.ts';
import { applySuppressions } from './suppressed.ts';
import { unclearPlaces } from './template.ts';

export interface LintResult {
  readonly findings: readonly Finding[];
  /** Findings that a comment silences. */
  readonly silenced: number;
  /** How much was read, so that "no findings" says what it stands for. */
  readonly read: {
    readonly files: number;
    readonly locations: number;
    readonly groups: number;
    /** Places of templates that only their rendering can tell. */
    readonly unclear: number;
  };
}

/** Findings sorted by file and place. Problems of the configuration itself are findings of the rule `unreadable`. */
export function lint(context: LintContext, settings: Settings): LintResult {
  const unclear = dedupe([...unclearPlaces(context)].map((raw) => ({ ...UNREADABLE, ...raw })));
  const found: Finding[] = [...unreadable(context), ...unclear];
  for (const { rule, severity } of activeRules(RULES, settings)) {
    for (const raw of rule.check(context)) {
      found.push({ rule: rule.id, severity, related: [], edits: [], notFixable: null, ...raw });
    }
  }
  const { kept, silenced } = applySuppressions(dedupe(found), context.set, settings);
  return {
    findings: kept.sort(byPlace),
    silenced,
    read: {
      files: context.set.files.size,
      locations: context.paths.length,
      groups: groupsIn(context).size,
      unclear: unclear.length,
    },
  };
}

/** Names of the groups that some place proxies to. */
export function groupsIn({ paths }: LintContext): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { target } of paths) for (const { name } of target.groups) names.add(name);
  return names;
}

/**
 * A line that decides several places is found at each, and so is a file that is
 * included twice; each is one finding, with the repairs of all of them.
 */
function dedupe(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding[]>();
  for (const f of findings) {
    const key = `${f.rule}\0${f.file}\0${f.range.start}\0${f.message.id}`;
    const same = seen.get(key);
    if (same) same.push(f);
    else seen.set(key, [f]);
  }
  return [...seen.values()].map(joined);
}

function joined(same: readonly Finding[]): Finding {
  const [first] = same as [Finding];
  if (same.length === 1) return first;
  const all = mergeEdits(same.flatMap(({ edits }) => edits));
  const edits = findConflict(all) === null ? all : first.edits;
  return { ...first, edits, notFixable: edits.length > 0 ? null : first.notFixable };
}

const UNREADABLE = {
  rule: 'unreadable',
  severity: 'note',
  related: [],
  edits: [],
  notFixable: null,
} as const;

/** What could not be read is said, never skipped: "no findings" means that everything was read. */
function* unreadable({ set }: LintContext): Iterable<Finding> {
  const base = { ...UNREADABLE, severity: 'error' } as const;
  for (const p of set.problems)
    yield { ...base, message: p.message, file: p.file, range: { start: p.start, end: p.end } };
  for (const file of set.files.values()) {
    for (const p of file.problems) {
      const range = { start: p.start, end: p.end };
      yield { ...base, message: syntaxMessage(p), file: file.path, range };
    }
  }
}

function byPlace(a: Finding, b: Finding): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.range.start - b.range.start;
}
