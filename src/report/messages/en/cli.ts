import type { Catalogue } from '../catalogue.ts';

export default {
  'cli.not-built-yet': 'this part is being built',
} satisfies Catalogue;
