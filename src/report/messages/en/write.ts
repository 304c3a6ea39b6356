import type { Catalogue } from '../catalogue.ts';

export default {
  'node.binary-missing': '{path}: no such program; give the path of the nginx binary with --nginx.',
  'node.binary-fails': '{path} cannot be run ({code}).',
  'node.binary-not-nginx': '{path} does not answer -V as nginx does.',
  'write.changed':
    '{path} has changed since it was read, so nothing was written. Run the command again.',
  'write.disk-full': '{path}: no space left on the disk, so nothing was written.',
  'write.fails': '{path} cannot be written ({code}), so nothing was written.',
  'write.missing':
    '{path} is not on this machine, so nothing was written. Apply the diff where it is.',
  'write.no-file': '{path} is not a plain file, so nothing was written.',
  'write.no-permission':
    '{path} may not be written by this user, so nothing was written. Try it with sudo.',
  'write.read-only': '{path} is marked read-only, so nothing was written. chmod u+w allows it.',
  'write.read-only-disk': '{path} is on a read-only disk, so nothing was written.',
  'write.two-names':
    '{first} and {second} are the same file, {path}, but would be changed differently. Nothing was written.',
} satisfies Catalogue;
