import type { Catalogue } from '../catalogue.ts';

export default {
  'diagnosis.no-place':
    '{incident}: no location of the configuration fits this log line; only the log was weighed. Is it the configuration of this server, with all its includes?',
  'diagnosis.other-peer':
    '{incident}: the log names the upstream {address}, which the configuration does not list. It may be of another host, or have been changed since.',
  'diagnosis.other-server':
    '{incident}: the log names the server {server}, which the configuration does not have. It may be of another host, or have been changed since.',
  'diagnosis.plain-path':
    '{incident}: a TLS handshake failed, but the place it came from speaks plain text ({pass}). The configuration may have been changed since.',
  'diagnosis.verify-is-off':
    '{incident}: the log says that verification failed, but it is off in the configuration. The configuration may have been changed since.',
  'diagnosis.other-openssl':
    '{incident}: the error code {code} is not of the OpenSSL generation that was stated ({version}).',
  'evidence.field-share':
    'In {count} of {total} public threads with this line and a confirmed cause, it was this one.',
  'next.sni-not-sent': 'Once the connection is TLS, the server name will be missing (SNI is off).',
  'next.sni-group':
    'Once the connection is TLS, the server name sent will be {name}, the name of the group.',
  'next.name-check':
    'Once the chain is trusted, the name check will fail: nginx compares with {name}, which no certificate matches.',
  'next.host-header':
    'Once the handshake works, the upstream will see “Host: {host}”. If it serves several sites it may answer 404 or 421; proxy_set_header Host is then the second line to add.',
  'next.client-certificate-expired':
    'The client certificate {file} expired on {date}; an upstream that asks for one will refuse it.',
} satisfies Catalogue;
