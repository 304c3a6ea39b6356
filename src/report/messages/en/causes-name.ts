import type { Catalogue } from '../catalogue.ts';

export default {
  'evidence.sni-off-by-default':
    '{directive} is not set, and nginx’s default is off: the ClientHello carries no server name.',
  'evidence.sni-off': '{directive} is off here: the ClientHello carries no server name.',
  'evidence.sni-on-but-nothing-to-send':
    '{directive} is on, but {host} is no host name: nginx never sends an address, so the ClientHello carries no server name.',
  'evidence.address-as-name':
    'The name that is set, {name}, is an address or empty: nginx sends no such name, and it stands in no certificate that nginx accepts.',
  'evidence.parameters-narrowed':
    'Versions, ciphers or groups were narrowed by hand here; the upstream may refuse for want of one of these instead.',
  'evidence.sni-is-sent': 'nginx does send a server name here: {name}.',
  'evidence.sni-depends':
    'Whether a server name is sent, and which, depends on the request or on which location it came from.',
  'evidence.name-without-switch':
    '{nameDirective} names {name}, but without {directive} on it is only used to check certificates and is not sent.',
  'evidence.front-end-needs-sni':
    '{host} is a shared front end that chooses the site by server name; in every known case with such a front end the missing SNI was the cause.',
  'evidence.same-upstream-112':
    'The same upstream also answered with alert 112 (unrecognized name), which only a server name gives rise to.',
  'evidence.sibling-sends-sni':
    'Another location sends a server name ({name}) to the same upstream and does not fail in this log in this way.',
  'evidence.name-can-match-nothing':
    'The name that was compared, {name}, can stand in no certificate that nginx would accept, with or without SNI.',
  'evidence.default-certificate':
    'nginx compared the certificate with {name}, a real host name, and sent no server name: the upstream then shows its default certificate.',
  'evidence.other-certificate-without-sni':
    'The upstream shows another certificate when no server name is sent.',
  'evidence.works-without-sni': 'The upstream completes a handshake that carries no server name.',
  'evidence.works-only-with-sni':
    'The upstream refuses what nginx sends and completes the handshake with the server name {name}.',
  'evidence.no-sni-to-be-wrong': 'nginx sends no server name here, so it cannot be a wrong one.',
  'evidence.sni-is-group-name':
    'The server name sent is {name}: the name of the upstream group, word for word. Hardly any upstream serves that name.',
  'evidence.sni-trailing-dot':
    'The server name sent is {name}, with a trailing dot; servers compare names without it.',
  'evidence.sni-from-client':
    'The server name sent ({name}) is taken from the client’s request; the upstream must serve whatever the client asked for.',
  'evidence.sni-chosen-name':
    'The server name sent, {name}, was chosen in the configuration and differs from the host of the pass directive.',
  'evidence.sni-needed-name':
    'The server name sent is {name}, set because an address or a group has no name to send; that is as it should be.',
  'evidence.sni-is-pass-host':
    'The server name sent, {name}, is the host that nginx connects to, which is right in most configurations.',
  'evidence.sni-underscore':
    'The server name {name} contains an underscore; strict TLS stacks refuse such names.',
  'evidence.sni-accepted': 'The upstream completes a handshake with the server name {name}.',
  'evidence.checked-address':
    'nginx compared the certificate with {name}, an address. It only looks at DNS names: an address never matches, even when the certificate lists it.',
  'evidence.checked-group':
    'nginx compared the certificate with {name}, the name of the upstream group.',
  'evidence.checked-single-label':
    'nginx compared the certificate with {name}, which is no full host name.',
  'evidence.checked-trailing-dot':
    'nginx compared the certificate with {name}; the trailing dot makes the comparison fail.',
  'evidence.checked-chosen-name':
    'The name that is compared was chosen in the configuration: {name}.',
  'evidence.certificate-chosen-by-sni':
    'nginx sent the server name {name}, so the upstream could choose its certificate by it.',
  'evidence.certificate-carries': 'The certificate carries other names: {names}.',
  'evidence.certificate-carries-name': 'The certificate carries the name that is checked: {names}.',
  'name.from-user': 'stated with --name',
  'name.from-ssl-name': 'the name already set for this location',
  'name.from-pass': 'the host of the pass directive',
  'name.from-host-header': 'the Host header that this location sends',
  'name.from-group': 'a server of the upstream group {group}',
  'name.from-client-host': 'the Host that a client asked for, in the log',
  'name.from-sibling': 'what {location} sends to the same upstream',
  'name.from-observation': 'accepted by the upstream ({tool})',
  'name.from-certificate': 'a name in the upstream’s certificate ({tool})',
  'repair.name-needed': 'Send and check the name that the upstream serves',
  'repair.name-switch': 'Switch SNI on with {directive} on',
  'repair.name': 'Send and check the name {name}',
  'repair.name-step':
    'Set {prefix}ssl_server_name on and {prefix}ssl_name to a name that the upstream’s certificate carries.',
  'repair.reissue-with-name': 'Give the upstream a certificate that carries {name}',
  'repair.reissue-step':
    'Have the certificate of the upstream reissued with the DNS name {name} among its subject alternative names.',
  'need.name':
    'The name that the upstream serves, which the configuration does not tell; state it with --name.',
  'need.name-per-peer':
    'One name that all servers of the group serve. nginx sends the same server name to every server of a group; names of their own would need groups of their own. State it with --name.',
  'need.certificate-with-name': 'A certificate at the upstream that carries the name nginx checks.',
} satisfies Catalogue;
