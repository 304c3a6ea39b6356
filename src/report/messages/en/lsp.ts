import type { Catalogue } from '../catalogue.ts';

export default {
  'lsp.repair': 'Repair {rule}: {line}',
  'lsp.repair-all': 'Repair everything here that needs no further knowledge',
  'lsp.plain': 'No TLS from here to {target}: it goes in plain text.',
  'lsp.sends': 'What nginx sends and checks towards {target}:',
  'lsp.may-send': 'What nginx sends and checks towards {target}, when the variable makes it TLS:',
  'lsp.several':
    'This line is reached in {count} ways, because its file is included more than once; the first is shown.',
  'lsp.decides': 'Decides for {count} {count|place|places}:',
  'lsp.decides-nothing': 'No place that proxies over TLS takes its value from here.',
  'lsp.default': 'Default: `{value}` (nginx {nginx}).',
  'lsp.default-none': 'Default: not set.',
  'lsp.default-name': 'Default: the host in the pass directive, which may be the name of a group.',
  'lsp.since': 'Since nginx {since}, in {contexts}.',
  'lsp.unsupported': 'nginx {nginx} does not know it and refuses to start; it needs {since}.',
  'lsp.variables': 'May contain variables since nginx {since}.',
  'lsp.inherited-whole':
    'Those of one level add up, and together they replace all of the levels outside.',
  'lsp.detail': 'since nginx {since}',
  'lsp.detail-unsupported': 'needs nginx {since}; this is {nginx}',
  'lsp.means-ssl': 'speak TLS to the upstream.',
  'lsp.means-name':
    'the name that the certificate is compared with, and that is sent as SNI when `server_name` is on.',
  'lsp.means-server-name':
    'send the name of the server in the handshake (SNI), so that the upstream can choose its certificate.',
  'lsp.means-protocols': 'the TLS versions that are offered.',
  'lsp.means-ciphers':
    'the ciphers that are offered up to TLS 1.2, as an OpenSSL cipher list; those of TLS 1.3 are not set here.',
  'lsp.means-verify':
    'verify the certificate of the upstream: its chain, its validity and its name.',
  'lsp.means-verify-depth':
    'how many intermediate certificates may stand between the server and the root; 1 means exactly one.',
  'lsp.means-trusted-certificate':
    'a PEM file with the CA certificates that the upstream is verified against.',
  'lsp.means-crl': 'a PEM file with revocation lists; there must be one for every CA of the chain.',
  'lsp.means-certificate': 'the client certificate that is shown to the upstream when it asks.',
  'lsp.means-certificate-key': 'the key of the client certificate.',
  'lsp.means-certificate-cache': 'keeps client certificates whose names contain variables.',
  'lsp.means-password-file': 'a file with passphrases of the key, one a line.',
  'lsp.means-session-reuse': 'resume TLS sessions with the upstream.',
  'lsp.means-conf-command': 'a setting that goes to OpenSSL as it is: a name and a value.',
  'lsp.means-alpn': 'the application protocols that are offered.',
} satisfies Catalogue;
