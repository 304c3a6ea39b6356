/** The formats of a diagnosis, each loaded when it is asked for. */
import type { View } from '../report/view.ts';
import type { Session } from './subcommand.ts';

export const FORMATS = ['text', 'json', 'markdown', 'html', 'sarif'] as const;
export type Format = (typeof FORMATS)[number];

/** The report in a format. */
export async function render(
  view: View,
  format: Format,
  session: Session,
  all: boolean,
): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../report/json.ts')).jsonReport(view);
    case 'markdown':
      return (await import('../report/markdown.ts')).markdownReport(view);
    case 'sarif':
      return (await import('../report/sarif.ts')).sarifReport(view);
    case 'html':
      return (await import('../report/html.ts')).htmlReport(view);
    case 'text': {
      const { textReport } = await import('../report/text.ts');
      return textReport(view, { width: session.io.columns ?? 80, colour: session.colour, all });
    }
  }
}
