import type { Catalogue } from '../catalogue.ts';

export default {
  'fix.candidate': '  {value} ({from})',
  'fix.dump-differs':
    '{path} on this host is not what the nginx -T output says, so nothing was written. Apply the diff where it came from.',
  'fix.held-conflict': '{incident}: "{title}" contradicts another repair and is left out.',
  'fix.held-elsewhere': '{incident} ({cause}) is not repaired in nginx: {title}',
  'fix.held-needs': '{incident} ({cause}): {title}',
  'fix.held-no-verdict':
    '{incident}: not decided, so nothing is changed. alert40 diagnose says what would decide it.',
  'fix.held-nothing-to-change':
    '{incident} ({cause}): there is nothing to change in this configuration.',
  'fix.held-weakens':
    '{incident} ({cause}): "{title}" lowers security and is only written with --allow-weakening.',
  'fix.not-written': 'Nothing is written yet: pipe this into patch -p1, or add --write.',
  'fix.nothing-found': 'No failure was found, so there is nothing to repair.',
  'fix.refused':
    'nginx -t refuses the result, so the old files are back: {reason}. --no-test writes without asking.',
  'fix.refused-before':
    'nginx -t refuses this configuration even without the repair, so nothing is changed: {reason}. --no-test writes without asking.',
  'fix.reload': 'Now reload nginx: nginx -s reload, or systemctl reload nginx.',
  'fix.state-it': '  State it with {option}.',
  'fix.stdin': 'A configuration from standard input cannot be written; apply the diff instead.',
  'fix.untested-fragment': 'This is a part of a configuration, so nginx -t cannot judge it.',
  'fix.untested-no-nginx': 'There is no nginx here to test it with; --nginx names one.',
  'fix.written': 'Written, not tested: {files}.',
  'fix.written-tested': 'Written, and nginx -t accepts it: {files}.',
} satisfies Catalogue;
