/** What is wrong with a configuration, as messages. */
import { type Message, message } from '../text/message.ts';
import type { FileError } from './files.ts';
import type { SyntaxProblem } from './tree.ts';

type Params = SyntaxProblem['params'];

const SYNTAX: Readonly<Record<string, (params: Params) => Message>> = {
  'missing-semicolon': (p) => message('syntax.missing-semicolon', p),
  'missing-block': (p) => message('syntax.missing-block', p),
  'unexpected-block': (p) => message('syntax.unexpected-block', p),
  'unexpected-semicolon': () => message('syntax.unexpected-semicolon'),
  'unexpected-open': () => message('syntax.unexpected-open'),
  'unexpected-close': () => message('syntax.unexpected-close'),
  'unexpected-after-quote': (p) => message('syntax.unexpected-after-quote', p),
  'unterminated-quote': () => message('syntax.unterminated-quote'),
  'unclosed-block': (p) => message('syntax.unclosed-block', p),
  'unquoted-brace': () => message('syntax.unquoted-brace'),
  'word-too-long': () => message('syntax.word-too-long'),
  'comment-too-long': () => message('syntax.comment-too-long'),
};

/** The message of a syntax problem. */
export function syntaxMessage(problem: SyntaxProblem): Message {
  return SYNTAX[problem.id]?.(problem.params) ?? { id: `syntax.${problem.id}` };
}

/** Why a file of the configuration cannot be used. */
export function fileMessage(error: FileError, path: string): Message {
  switch (error) {
    case 'not-found':
      return message('config.not-found', { path });
    case 'permission':
      return message('config.permission', { path });
    case 'directory':
      return message('config.directory', { path });
    case 'binary':
      return message('config.binary', { path });
    case 'unreadable':
      return message('config.unreadable', { path });
  }
}
