/** The formats of `alert40 lint`, each loaded only when it is asked for. */
import type { RulePage } from '../kb/schema.ts';
import { RULES } from '../lint/list.ts';
import type { Rule } from '../lint/rule.ts';
import { knowledgeBase } from '../node/kb.ts';
import { Problem } from '../node/problem.ts';
import { lintCheckstyle } from '../report/lint/checkstyle.ts';
import { lintGithub } from '../report/lint/github.ts';
import { lintGitlab } from '../report/lint/gitlab.ts';
import { lintJson } from '../report/lint/json.ts';
import { lintJunit } from '../report/lint/junit.ts';
import { lintMarkdown } from '../report/lint/markdown.ts';
import { lintSarif, type SarifRule } from '../report/lint/sarif.ts';
import { lintText } from '../report/lint/text.ts';
import { lintUnix } from '../report/lint/unix.ts';
import type { Language } from '../report/messages/catalogue.ts';
import { VERSION } from '../version.ts';
import type { LintReport } from './lint.ts';
import type { Session } from './subcommand.ts';

export const LINT_FORMATS = [
  'text',
  'json',
  'sarif',
  'github',
  'junit',
  'gitlab',
  'checkstyle',
  'markdown',
  'unix',
] as const;
export type LintFormat = (typeof LINT_FORMATS)[number];

export function renderLint(report: LintReport, format: LintFormat, session: Session): string {
  const { rows } = report;
  const { language, colour } = session;
  switch (format) {
    case 'text':
      return lintText(rows, report, {
        language,
        colour,
        width: Math.min(session.io.columns ?? 80, 100),
      });
    case 'json':
      return lintJson(rows, report, VERSION);
    case 'sarif':
      return lintSarif(rows, descriptors(language), VERSION);
    case 'github':
      return lintGithub(rows);
    case 'junit':
      return lintJunit(rows, report.files);
    case 'gitlab':
      return lintGitlab(rows);
    case 'checkstyle':
      return lintCheckstyle(rows);
    case 'markdown':
      return lintMarkdown(rows, report, language);
    case 'unix':
      return lintUnix(rows);
  }
}

/** Every rule with its severity, presets and title, one a line. */
export function ruleList(language: Language): string {
  const width = Math.max(...RULES.map(({ id }) => id.length));
  const titles = new Map(descriptors(language).map(({ id, title }) => [id, title]));
  const line = ({ id, severity, presets }: Rule) =>
    `${id.padEnd(width)}  ${severity.padEnd(7)}  ${presets.join(', ').padEnd(24)}  ${titles.get(id)}\n`;
  return RULES.map(line).join('');
}

/** Titles and help from the rules' pages; a rule without a page goes by its id. */
function descriptors(language: Language): readonly SarifRule[] {
  const pages = new Map(rulePages().map((page) => [page.id, page]));
  return RULES.map(({ id, cis }) => {
    const page = pages.get(id);
    const title = page?.title[language] ?? id.replaceAll('-', ' ');
    const help = page ? `${page.why[language]} ${page.fix[language]}` : title;
    return { id, title, help, cis };
  });
}

/** The report is worth having without them, too. */
function rulePages(): readonly RulePage[] {
  try {
    return knowledgeBase().rules();
  } catch (error) {
    if (error instanceof Problem) return [];
    throw error;
  }
}
