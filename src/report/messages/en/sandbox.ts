import type { Catalogue } from '../catalogue.ts';

export default {
  'sandbox.missing':
    'The sandbox is not beside the program; install the package again, or run npm run build.',
  'sandbox.not-written':
    '{path} cannot be written ({code}); name a file in a folder that is there and yours.',
} satisfies Catalogue;
