import type { Catalogue } from '../catalogue.ts';

export default {
  'syntax.missing-semicolon': 'The semicolon after "{directive} …" is missing.',
  'syntax.missing-block': '"{directive}" needs a block: "{" is missing.',
  'syntax.unexpected-block': '"{directive}" takes no block: a semicolon belongs where "{" stands.',
  'syntax.unexpected-semicolon': 'There is no directive before this semicolon.',
  'syntax.unexpected-open': 'A block cannot start here: no directive stands before "{".',
  'syntax.unexpected-close': 'This "}" closes nothing.',
  'syntax.unexpected-after-quote':
    'After a closing quote nginx allows white space, ";", "{" or ")", but not "{character}".',
  'syntax.unterminated-quote':
    'The closing quote is missing, or it comes later than nginx reads (4096 bytes).',
  'syntax.unclosed-block':
    'The file ends before the block of "{directive}" is closed ({count} open in all).',
  'syntax.unquoted-brace':
    'nginx takes this "{" for the start of a block; put the regular expression in quotes.',
  'syntax.word-too-long': 'This word is longer than nginx reads (4096 bytes with what ends it).',
  'syntax.comment-too-long': 'This comment is longer than the 4095 bytes that nginx reads.',
  'config.not-found': '{path} does not exist.',
  'config.permission': '{path} may not be read by this user.',
  'config.directory': '{path} is a directory; a file is expected.',
  'config.binary': '{path} is a binary file, not a configuration.',
  'config.unreadable': '{path} cannot be read.',
  'config.include-cycle': '{path} includes itself, directly or through other files.',
  'config.too-many-includes':
    'The includes unfold to more than {most} files; this one is left out.',
} satisfies Catalogue;
