/** A file that is no YAML (JSON is YAML, too) is told with the place and the parser's reason. */
import type { YAMLError } from 'yaml';
import { message } from '../../text/message.ts';
import type { Unclear } from './piece.ts';

export function badYaml(error: YAMLError): Unclear {
  const [start, end] = error.pos;
  const reason = error.message.split('\n')[0]?.replace(/ at line.*$/, '') ?? '';
  return {
    rule: 'unreadable',
    severity: 'error',
    range: { start, end },
    message: message('lint.embedded.bad-yaml', { reason }),
  };
}
