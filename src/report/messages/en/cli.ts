import type { Catalogue } from '../catalogue.ts';

export default {
  'cli.bad-nginx-version': '"{version}" is not an nginx version; it looks like 1.22.1.',
  'cli.bad-openssl-version': '"{version}" is not an OpenSSL version; it looks like 3.0.13.',
  'cli.bad-resolver': '“{value}” is no nameserver: give an address, or a name, perhaps with :port.',
  'cli.client-key-alone': '--client-key needs --client-certificate beside it.',
  'cli.found-nginx': 'nginx {version} at {path}, configuration {config}.',
  'cli.log-elsewhere':
    'error_log writes to {target}, which is no file; pipe it in, for example journalctl -u nginx | alert40 diagnose - -c FILE.',
  'cli.more-problems': '{left} more {left|problem|problems} in the configuration.',
  'cli.no-certificate-in': '{file} holds no certificate.',
  'cli.no-key-in': '{file} holds no private key.',
  'cli.no-config':
    'Without a configuration (-c FILE) there is no repair, and less can be told apart.',
  'cli.no-log': 'There is no log to read: name an error log, or - for standard input.',
  'cli.nothing-given':
    'There is no nginx on this host, so name what to read: alert40 diagnose error.log -c nginx.conf.',
  'cli.reading-logs': 'Reading {files}.',
  'cli.stdin-binary': 'Standard input is binary data, not a configuration.',
  'cli.stdin-twice': 'Standard input can be the log or the configuration, not both.',
  'progress.logs': 'reading logs',
} satisfies Catalogue;
