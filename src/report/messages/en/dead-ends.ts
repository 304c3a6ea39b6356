import type { Catalogue } from '../catalogue.ts';

export default {
  'deadend.verify-off':
    'proxy_ssl_verify off: it is the default already and changes nothing in the handshake itself; it only lets any certificate pass.',
  'deadend.verify-off-hides-sni':
    'proxy_ssl_verify off: it would hide that the upstream shows its default certificate, and leave the connection open to anyone in between.',
  'deadend.verify-off-name':
    'proxy_ssl_verify off: the error goes and so does the protection; the right name costs one line.',
  'deadend.restart':
    'Restarting or reloading nginx: it only forgets which servers were marked down; the next handshake fails in the same way.',
  'deadend.restart-sessions':
    'Restarting nginx: it empties the session cache, so the fault is gone until the first session is resumed.',
  'deadend.upgrade-nginx':
    'Upgrading nginx: what it sends here is the same in every release, as long as the configuration is.',
  'deadend.rebuild-openssl':
    'Rebuilding or replacing OpenSSL: the library does what the configuration asks of it.',
  'deadend.longer-timeouts': 'Longer time-outs: the connection did not end by the clock.',
  'deadend.longer-timeouts-handshake':
    'Longer time-outs: a peer that does not answer after 60 seconds does not answer after 300; clients only wait longer.',
  'deadend.set-host-header':
    'proxy_set_header Host: the Host header travels inside the encrypted connection, which does not come about; SNI is another thing.',
  'deadend.set-host-header-name':
    'proxy_set_header Host: nginx compares the certificate with proxy_ssl_name, never with the Host header.',
  'deadend.session-reuse-off':
    'proxy_ssl_session_reuse off by habit: full handshakes fail in the same way, only slower.',
  'deadend.restrict-protocols-ciphers':
    'Pinning proxy_ssl_protocols or proxy_ssl_ciphers: a shorter list can only have less in common with the upstream.',
  'deadend.restrict-protocols-ciphers-sni':
    'Pinning proxy_ssl_protocols or proxy_ssl_ciphers: the upstream refuses for want of a name it serves, not over versions or ciphers.',
  'deadend.restrict-protocols-ciphers-plain':
    'Changing proxy_ssl_protocols because of “wrong version number”: no TLS version is meant; what came back was not TLS at all.',
  'deadend.seclevel-0':
    '@SECLEVEL=0 in the ciphers: it weakens every connection of this location and does not touch this fault.',
  'deadend.ssl-protocols-wrong-side':
    'ssl_protocols and ssl_ciphers: they set what clients may use towards nginx, not what nginx sends to the upstream.',
  'deadend.wrong-family':
    'Directives of another family: proxy_ssl_* does nothing for grpc_pass or uwsgi_pass, which have grpc_ssl_* and uwsgi_ssl_*.',
  'deadend.dns-flush':
    'Flushing DNS or replacing the address by hand: the log always shows the resolved address; nginx reached the right host.',
  'deadend.keepalive-off': 'Switching keepalive off: a new connection fails in the same way.',
  'deadend.trust-bundle':
    'Adding more CAs to the bundle: that helps only when the missing CA is among them.',
  'deadend.trust-bundle-name':
    'Another CA bundle: the chain was accepted already; it is the name that does not fit.',
  'deadend.name-without-switch':
    'proxy_ssl_name alone: without proxy_ssl_server_name on it is not sent, only compared.',
  'deadend.hosts-file':
    'An entry in /etc/hosts: it changes the address, not the name that is sent.',
  'deadend.http-version':
    'proxy_http_version: the HTTP version is spoken inside the connection and does not change the handshake of this module.',
  'deadend.new-client-certificate':
    'A new client certificate: none was asked for, or none was sent.',
  'deadend.curl-works':
    '“curl works from this host”: curl sends SNI, has its own CA bundle and no depth limit; it does not ask what nginx asks.',
  'deadend.ip-san':
    'A certificate with the address among its names: nginx compares DNS names only, an address never matches.',
} satisfies Catalogue;
