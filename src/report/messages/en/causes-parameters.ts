import type { Catalogue } from '../catalogue.ts';

export default {
  'evidence.offers-nothing':
    'Of the versions set ({set}), none is left after MinProtocol and MaxProtocol.',
  'evidence.offers-nothing-level':
    'Of the versions set ({set}), none can be offered: OpenSSL 3 leaves out TLS 1.0 and 1.1 above security level 0.',
  'evidence.offers-old-only': 'nginx offers {offered} only, which most upstreams no longer speak.',
  'evidence.offers-both':
    'nginx offers TLS 1.2 and 1.3, so only an upstream older than both has no version in common.',
  'evidence.offers-13-only': 'nginx offers TLS 1.3 only; the upstream may not speak it.',
  'evidence.offers-no-13': 'nginx offers {offered} and no TLS 1.3; the upstream may want it.',
  'evidence.offers-no-13-by-default':
    'nginx {version} does not offer TLS 1.3 to upstreams unless it is set; the upstream may want it.',
  'evidence.speaks-offered': 'The upstream was seen to speak {version}, which nginx offers.',
  'evidence.speaks-other': 'The upstream was seen to speak {version}, which nginx does not offer.',
  'evidence.ciphers-chosen': 'The cipher list was narrowed by hand: {list}.',
  'evidence.ciphers-default':
    'The cipher list is OpenSSL’s default, which fits nearly every upstream.',
  'evidence.ciphers-few': 'The list names {count} suites, which leaves little to agree on.',
  'evidence.suites-chosen': 'The suites of TLS 1.3 were narrowed by hand: {list}.',
  'evidence.ciphers-not-for-13':
    'Only TLS 1.3 is offered, and the cipher list does not concern its suites.',
  'evidence.cipher-list-refused': 'OpenSSL finds no suite in the list: {list}.',
  'evidence.groups-chosen': 'The groups were narrowed by hand: {list}.',
  'evidence.groups-default': 'The groups are OpenSSL’s default, which fits nearly every upstream.',
  'evidence.group-not-offered':
    'The upstream was seen to agree on {group}, which is not among {list}.',
  'evidence.groups-refused': 'OpenSSL does not take the list of groups: {value}.',
  'evidence.other-command-refused': 'The command that was refused is {command} {value}.',
  'evidence.sigalgs-chosen': 'The signature algorithms were narrowed by hand: {list}.',
  'evidence.sigalgs-default': 'The signature algorithms are OpenSSL’s default.',
  'evidence.sigalgs-refused': 'OpenSSL does not take the list of signature algorithms: {value}.',
  'evidence.ciphers-ask-for-dhe': 'The cipher list asks for DHE: {list}.',
  'evidence.short-dh-seen': 'The upstream was seen to offer a Diffie-Hellman group of {bits} bits.',
  'evidence.refuses-legacy':
    'OpenSSL {version} refuses servers without secure renegotiation; up to 1.1.1 it accepted them.',
  'evidence.allows-legacy': 'OpenSSL {version} accepts servers without secure renegotiation.',
  'evidence.secure-renegotiation': 'The upstream was seen to support secure renegotiation.',
  'evidence.no-secure-renegotiation':
    'The upstream was seen to answer without support for secure renegotiation.',
  'evidence.hello-is-big':
    'OpenSSL {version} sends a post-quantum key share, which makes the ClientHello larger than one packet.',
  'evidence.name-is-sent': 'A server name is sent, so its absence is not the reason.',

  'repair.protocols': 'Offer {versions}',
  'repair.upstream-protocols': 'Update the TLS of the upstream',
  'repair.upstream-protocols-step':
    'Make the upstream speak TLS 1.2 or 1.3; TLS 1.0 and 1.1 are out of use since 2021 (RFC 8996).',
  'repair.old-protocols': 'Offer TLS 1.0 and 1.1 to this upstream',
  'repair.ciphers-default': 'Use OpenSSL’s default cipher list',
  'repair.ciphersuites-moved': 'Set the TLS 1.3 suites where they belong, and the default list',
  'repair.upstream-ciphers': 'Give the upstream modern cipher suites',
  'repair.upstream-ciphers-step':
    'Enable ECDHE with AES-GCM or ChaCha20 at the upstream, for the kind of key its certificate has (RSA or ECDSA).',
  'repair.ciphers-all': 'Offer old cipher suites to this upstream',
  'repair.groups': 'Offer the groups {groups}',
  'repair.upstream-groups': 'Enable a common group at the upstream',
  'repair.upstream-groups-step': 'Enable X25519 or P-256 at the upstream.',
  'repair.sigalgs': 'Accept OpenSSL’s usual signature algorithms',
  'repair.upstream-sigalgs': 'Give the upstream a certificate it can sign with',
  'repair.upstream-sigalgs-step':
    'The upstream’s certificate must allow a signature that nginx accepts: ECDSA with SHA-256, Ed25519 or RSA (2048 bits or more) with SHA-256.',
  'repair.no-dhe': 'Do without finite-field Diffie-Hellman (DHE)',
  'repair.upstream-dh': 'Give the upstream a Diffie-Hellman group of 2048 bits',
  'repair.upstream-dh-step': 'Make one ({command}) and configure it, or leave DHE out there.',
  'repair.upstream-renegotiation': 'Update the TLS of the upstream',
  'repair.upstream-renegotiation-step':
    'Secure renegotiation (RFC 5746) is in every TLS library since 2010: update firmware or library.',
  'repair.upstream-renegotiation-step-13': 'With TLS 1.3 the question does not arise.',
  'repair.allow-legacy': 'Allow this upstream without secure renegotiation',
  'repair.small-hello': 'Send a small ClientHello: offer the groups {groups}',
  'repair.path-takes-big-hello': 'Mend what cannot take a large ClientHello',
  'repair.path-takes-big-hello-step':
    'Update the load balancer, firewall or server that reads only the first packet of a ClientHello.',

  'answer.completes-version': 'the handshake completes with {version}, which nginx does not offer',
  'answer.fails-version': 'it fails with {version} as well',
  'answer.completes-cipher': 'it completes; “Cipher is” names the suite that nginx does not offer',
  'answer.fails-cipher': 'it fails with every suite as well',
  'answer.completes-group': 'it completes; “Temp Key” names the group that nginx does not offer',
  'answer.fails-group': 'it fails with these groups as well',
  'answer.completes-sigalg': 'it completes; “Peer signing digest” names what nginx does not accept',
  'answer.fails-sigalg': 'it fails with these algorithms as well',
  'answer.completes-without-dhe': 'it completes without DHE',
  'answer.fails-without-dhe': 'it fails without DHE: the upstream knows nothing else',
  'answer.no-secure-renegotiation': '“Secure Renegotiation IS NOT supported”',
  'answer.secure-renegotiation': '“Secure Renegotiation IS supported”, or it fails as before',
  'answer.completes-small-hello':
    'it completes, while the same command without -groups (OpenSSL 3.5 or newer) fails',
  'answer.fails-small-hello': 'it fails with the small ClientHello as well',

  'deadend.verify-off-parameters':
    'Switching verification off changes nothing in what is offered; it is looked at after this point.',
  'deadend.rebuild-openssl-protocols':
    'Rebuilding OpenSSL with old protocols weakens every connection of the host; one setting does it for one upstream.',
  'deadend.rebuild-openssl-renegotiation':
    'Going back to OpenSSL 1.1.1 gives up security updates; one option does it for one upstream.',
  'deadend.ciphers-wrong-side':
    'ssl_ciphers is for the clients of nginx; towards the upstream *_ssl_ciphers of the family counts.',
  'deadend.seclevel-0-dh':
    'Lowering the security level accepts the short group; preferring ECDHE does without it.',
  'deadend.seclevel-0-renegotiation':
    'The security level has no part in this: it is an option of its own.',
  'deadend.longer-timeouts-hello':
    'Longer time-outs do not help: the box on the way has dropped the message for good.',
} satisfies Catalogue;
