import type { Catalogue } from '../catalogue.ts';

export default {
  'rehearse.no-nginx': 'There is no nginx on this host to rehearse with; --nginx names one.',
  'rehearse.bad-path': '“{path}” is no path for a request: it begins with / and has no spaces.',
  'rehearse.nothing': 'There is no repair to rehearse.',
  'rehearse.asked': '{place}: {method} {path} for {host}',
  'rehearse.passed':
    '  your nginx {nginx}, your OpenSSL {openssl}, this repair: {before} before, {after} after',
  'rehearse.failed':
    '  your nginx {nginx}, your OpenSSL {openssl}: {before} before, {after} with the repair, which is therefore not used',
  'rehearse.as-it-is': '  your nginx {nginx}, your OpenSSL {openssl}, as it is: {before}',
  'rehearse.not-started': 'not started',
  'rehearse.no-status': 'failed',
  'rehearse.connected': 'connected',
  'rehearse.complaint': '  nginx says: {line}',
  'rehearse.place-gone':
    'The repair changes how many places proxy, so the repaired place could not be told; nothing was tried.',
  'rehearse.no-answer':
    'Nothing answered {path}. Does it belong to this location? --path names another.',
  'rehearse.host':
    '  the upstream wants Host {name} as well: with {instead} it gave another answer ({without})',
  'rehearse.answers-error':
    '  The handshake works; the upstream itself answers {status} to this path. --path names another.',
  'repair.host-header': 'Send Host {name} to the upstream',
  'rehearse.unreadable':
    '{file} cannot be read by this user. Run the rehearsal as a user who may read it, or the trial says little.',
} satisfies Catalogue;
