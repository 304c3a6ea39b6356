import type { Catalogue } from '../catalogue.ts';

export default {
  'redact.nothing':
    'Nothing in this text looks like a secret; read it once yourself before you share it.',
  'redact.count': '{count} places were taken out; read the text once yourself before you share it.',
} satisfies Catalogue;
