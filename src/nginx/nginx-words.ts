/** Syntax problems in nginx's own words, for programs that expect those. People read `syntaxMessage`. */
import type { SyntaxProblem } from './tree.ts';
import type { ConfigProblem } from './tree-set.ts';

/** What nginx says about a problem, without file and line. */
export function inNginxWords(problem: SyntaxProblem): string {
  const { directive = '', character = '' } = problem.params ?? {};
  switch (problem.id) {
    case 'missing-semicolon':
    case 'unexpected-block':
      return `directive "${directive}" is not terminated by ";"`;
    case 'missing-block':
      return `directive "${directive}" has no opening "{"`;
    case 'unexpected-semicolon':
      return 'unexpected ";"';
    case 'unexpected-open':
    case 'unquoted-brace':
      return 'unexpected "{"';
    case 'unexpected-close':
      return 'unexpected "}"';
    case 'unexpected-after-quote':
      return `unexpected "${character}"`;
    case 'unclosed-block':
      return 'unexpected end of file, expecting "}"';
    case 'unterminated-quote':
      return 'too long parameter, probably missing terminating quote character';
    default:
      return 'too long parameter';
  }
}

/** What nginx says about a file that it cannot use. */
export function fileInNginxWords({ message: { id, params } }: ConfigProblem): string {
  const path = params?.path ?? '';
  switch (id) {
    case 'config.not-found':
      return `open() "${path}" failed (2: No such file or directory)`;
    case 'config.permission':
      return `open() "${path}" failed (13: Permission denied)`;
    case 'config.directory':
      return `pread() "${path}" failed (21: Is a directory)`;
    case 'config.include-cycle':
      return `"${path}" includes itself`;
    case 'config.too-many-includes':
      return 'too many included files';
    default:
      return `"${path}" cannot be read as text`;
  }
}
