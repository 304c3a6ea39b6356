/** The formats of `alert40 lint`, each loaded only when it is asked for. */
import { RULES } from '../lint/list.ts';
import { lintCheckstyle } from '../report/lint/checkstyle.ts';
import { lintGithub } from '../report/lint/github.ts';
import { lintGitlab } from '../report/lint/gitlab.ts';
import { lintJson } from '../report/lint/json.ts';
import { lintJunit } from '../report/lint/junit.ts';
import { lintMarkdown } from '../report/lint/markdown.ts';
import { lintSarif } from '../report/lint/sarif.ts';
import { lintText } from '../report/lint/text.ts';
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
      return lintSarif(rows, RULES.map(descriptor), VERSION);
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
  }
}

function descriptor({ id, cis }: (typeof RULES)[number]) {
  const title = id.replaceAll('-', ' ');
  return { id, title, help: title, cis };
}
