/** Takes out the findings that comments silence, and adds what is wrong with the comments. */
import type { ConfigSet } from '../nginx/tree-set.ts';
import { LineIndex } from '../text/lines.ts';
import { type Message, message } from '../text/message.ts';
import { RULES } from './list.ts';
import type { Finding } from './rule.ts';
import { activeRules, type Settings } from './settings.ts';
import { type Suppression, suppressionsOf } from './suppress.ts';

/** Rules of the engine itself, which are always on. */
const OWN = ['unreadable', 'suppression'];
const KNOWN: ReadonlySet<string> = new Set([...RULES.map(({ id }) => id), ...OWN]);

/** Rules that each comment has silenced somewhere. */
type Used = ReadonlyMap<Suppression, ReadonlySet<string>>;

export function applySuppressions(
  findings: readonly Finding[],
  set: ConfigSet,
  settings: Settings,
): { kept: Finding[]; silenced: number } {
  const kept: Finding[] = [];
  let silenced = 0;
  const byFile = groupByFile(findings);
  for (const [path, file] of set.files) {
    const suppressions = suppressionsOf(file.text);
    const here = byFile.get(path) ?? [];
    byFile.delete(path);
    if (suppressions.length === 0) {
      kept.push(...here);
      continue;
    }
    const used = new Map(suppressions.map((s) => [s, new Set<string>()]));
    const lines = new LineIndex(file.text);
    for (const finding of here) {
      const by = suppressions.find((s) => silences(s, finding, lines));
      if (by) {
        used.get(by)?.add(finding.rule);
        silenced++;
      } else kept.push(finding);
    }
    kept.push(...complaints(path, used, settings));
  }
  for (const rest of byFile.values()) kept.push(...rest);
  return { kept, silenced };
}

function groupByFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.file);
    if (group) group.push(finding);
    else groups.set(finding.file, [finding]);
  }
  return groups;
}

function silences(s: Suppression, finding: Finding, lines: LineIndex): boolean {
  if (s.scope === null || !s.reason || !s.rules.includes(finding.rule)) return false;
  return s.scope === 'file' || s.line === lines.line(finding.range.start) - 1;
}

function* complaints(file: string, used: Used, settings: Settings): Iterable<Finding> {
  const active = new Set([...activeRules(RULES, settings).map(({ rule }) => rule.id), ...OWN]);
  for (const [s, silenced] of used) {
    const base = { rule: 'suppression', file, range: s.range, related: [], edits: [] } as const;
    const wrong = formOf(s);
    if (wrong) {
      yield { ...base, severity: 'error', message: wrong, notFixable: null };
      continue;
    }
    const unknown = s.rules.filter((rule) => !KNOWN.has(rule));
    // A rule that is off here may be on where the comment is needed.
    const idle = s.rules.filter((rule) => active.has(rule) && !silenced.has(rule));
    for (const [id, rules] of [
      ['lint.suppression-unknown-rule', unknown],
      ['lint.suppression-unused', idle],
    ] as const) {
      if (rules.length === 0) continue;
      const said = message(id, { rules: rules.join(', ') });
      yield { ...base, severity: 'warning', message: said, notFixable: null };
    }
  }
}

/** What is wrong with the comment as it is written; null when it can silence something. */
function formOf({ scope, form, rules, reason }: Suppression): Message | null {
  const params = { rules: rules.join(', '), form };
  if (scope === null) return message('lint.suppression-unknown-form', params);
  if (rules.length === 0) return message('lint.suppression-names-no-rule', params);
  return reason ? null : message('lint.suppression-without-reason', params);
}
