import type { Catalogue } from '../catalogue.ts';

export default {
  'kb.unknown': 'kb knows lookup, show and list, not {what}.',
  'kb.no-entry': 'There is no entry {id}; alert40 kb list shows all of them.',
  'kb.nothing-found': 'No entry fits. The text needs a line of the error log, or its message.',
  'kb.missing':
    'The knowledge base is not beside the program; install the package again, or run npm run build.',
} satisfies Catalogue;
