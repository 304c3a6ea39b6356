import { redact } from '../../redact/redact.ts';
import { message } from '../../text/message.ts';
import type { Rule } from '../rule.ts';

/** A token, password or key stands in the configuration itself. */
export const secretInFile: Rule = {
  id: 'secret-in-file',
  severity: 'warning',
  confidence: 'medium',
  cis: [],
  presets: ['strict'],
  *check({ set }) {
    for (const { path, text } of set.files.values()) {
      for (const { start, end, kind } of redact(text).findings) {
        yield {
          file: path,
          range: { start, end },
          message: message('lint.secret-in-file', { kind }),
        };
      }
    }
  },
};
