import type { Catalogue } from '../catalogue.ts';

export default {
  'rehearse.place-gone':
    'The repair changes how many places proxy, so the repaired place could not be told; nothing was tried.',
  'rehearse.unreadable':
    '{file} cannot be read by this user. Run the rehearsal as a user who may read it, or the trial says little.',
} satisfies Catalogue;
