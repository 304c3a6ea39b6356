import type { Catalogue } from '../catalogue.ts';

export default {
  'log.binary': '{path} is binary data, not a log.',
  'log.clipped':
    '{path}: of {lines} {lines|line|lines} longer than 1 MB only the beginning was read.',
  'log.damaged-gzip':
    '{path} is damaged or cut off ({code}); what could be unpacked was read. Check it with gzip -t.',
  'log.directory': '{path} is a directory; name the logs in it, for example "{path}/*.log".',
  'log.empty':
    '{path} is empty. If nginx has just rotated its logs, the previous one may hold the failures.',
  'log.forbidden':
    '{path} may not be read by this user; read it as root or as a member of its group.',
  'log.foreign':
    "{path} has no line of nginx's error log among its {lines} {lines|line|lines}. error_log in the configuration says where that log is.",
  'log.missing': 'There is no file {path}.',
  'log.no-match': 'No file matches {pattern}.',
  'log.packed': '{path} is compressed in a way that is not read here; unpack it with {tool} first.',
  'log.unreadable': '{path} cannot be read ({code}).',
} satisfies Catalogue;
