import type { Catalogue } from '../catalogue.ts';

export default {
  'evidence.alpn-chosen': 'Asked for h2, the upstream chose {protocol}.',
  'evidence.alpn-offered': 'nginx offers {protocols} by ALPN here.',
  'evidence.no-alpn-offered': 'nginx offers nothing by ALPN here, so nothing of it can be refused.',
  'evidence.grpc-needs-h2': 'grpc_pass always speaks HTTP/2 and asks for h2 by ALPN.',
  'evidence.frame-is-http':
    'The frame length 4740180 is the text “HTT”: the upstream answered in HTTP/1, where HTTP/2 was expected.',
  'evidence.answers-plain': 'The upstream answers plain HTTP on this port.',
  'evidence.answers-tls': 'The upstream completes a TLS handshake on this port.',
  'evidence.closed-in-order':
    'The connection was closed in order, not reset; a server that misses its PROXY header mostly resets.',
  'evidence.reset': 'The connection was reset while the ClientHello was on its way.',
  'evidence.closes-on-everyone': 'The upstream closes on other clients too.',
  'evidence.connect-failed': 'The TCP connection itself failed, before any TLS.',
  'evidence.dns': 'The name of the upstream could not be resolved; no connection was made.',
  'evidence.timeout-read': 'The handshake was done; the answer did not come in time.',
  'evidence.startup-system': 'The operating system refused something that has no part in TLS.',
  'evidence.fails-steadily':
    'The failures come without a pause; refused sessions alternate with good handshakes.',
  'evidence.works-with-proxy-protocol':
    'The upstream completes the handshake when a PROXY protocol header goes first.',
  'evidence.fails-with-proxy-protocol':
    'The handshake fails with a PROXY protocol header in front, too.',
  'evidence.proxy-protocol-on':
    'proxy_protocol is on here: nginx sends a PROXY protocol header before the ClientHello.',
  'evidence.proxy-protocol-off': 'nginx sends no PROXY protocol header here.',
  'evidence.http-sends-no-proxy-protocol':
    'The http modules of nginx cannot send a PROXY protocol header.',
  'evidence.sibling-sends-proxy-protocol':
    'Another server block sends a PROXY protocol header to the same upstream.',
  'evidence.group-not-shared':
    'No other location shares this upstream group with other settings, so no foreign session can come in.',
  'evidence.group-shared-unverified':
    'Another location uses the same upstream group without verification; sessions it makes are resumed here and then fail the check.',
  'evidence.group-shared-other-name':
    'Another location uses the same upstream group under another name ({name}); kept-alive connections and sessions are shared between them.',
  'evidence.session-reuse-is-off': 'Session reuse is off here.',
  'evidence.group-port-80':
    'The upstream group lists {server} without a port. That means port 80, whatever the scheme of the pass directive.',
  'evidence.handshake-was-done':
    'The handshake was complete when this happened; what came after is the application’s.',
  'evidence.handshakes-fail-too': 'Handshakes with the same upstream fail in this log, too.',
  'evidence.no-http-answer': 'What came back was no HTTP, as when plain text meets a TLS port.',
  'evidence.other-handshakes-complete':
    'Other handshakes with the same upstream were completed in this log.',
  'evidence.plain-port': 'Port {port} is one on which plain HTTP is served by custom.',
  'evidence.tls-port': 'Port {port} is one on which TLS is served by custom.',
  'evidence.port': 'The connection went to port {port}.',
  'evidence.plain-to-port': 'nginx speaks plain text to port {port} here.',
  'evidence.sibling-speaks-tls': 'Another location speaks TLS to the same upstream: {pass}.',
  'evidence.refused-too': 'The same upstream also refuses connections in this log.',
  'evidence.silent-too': 'The upstream does not answer a handshake from other clients either.',
  'evidence.times-out-elsewhere': 'The same upstream also times out after the handshake.',
  'answer.alpn-agreed': '“ALPN protocol: {protocol}”',
  'answer.no-alpn': '“No ALPN negotiated”, or alert 120',
  'answer.closes-too': 'closes or resets here, too',
  'answer.completes': 'the handshake completes and a certificate is shown',
  'answer.completes-with-name': 'the handshake completes with the name',
  'answer.completes-with-right-name': 'the handshake completes with the right name',
  'answer.completes-with-sent-name': 'the handshake completes with the name that nginx sends',
  'answer.completes-without-name': 'the handshake completes although no name was sent',
  'answer.fails-like-nginx': 'fails just as nginx does',
  'answer.fails-with-name': 'fails with the name, too',
  'answer.first-fails': 'the first handshake fails already',
  'answer.first-works-next-fails': 'the first handshake completes, a resumed one fails',
  'answer.http-status': 'an HTTP status is printed',
  'answer.no-http': 'an error, or 000',
  'answer.no-tls': '“wrong version number”, or no certificate at all',
  'answer.name-in-certificate': 'the checked name stands in the certificate',
  'answer.other-names-in-certificate': 'other names stand in the certificate',
  'answer.other-certificate': 'another certificate comes, one that is trusted',
  'answer.same-certificate': 'the same certificate comes as without the name',
  'answer.silence': 'no answer within ten seconds',
  'need.resolver': 'the address of a nameserver that knows the upstream’s name',
  'need.resolver-configured': 'named elsewhere in this configuration',
  'need.outside': 'A change outside TLS.',
  'need.peer-open': 'An upstream, or a box on the way, that lets the handshake finish.',
  'need.peer-answers': 'An upstream that answers the handshake.',
  'need.proxy-protocol-off': 'A port of the upstream that does not expect a PROXY protocol header.',
  'need.separate-groups': 'One upstream group for each set of TLS settings.',
  'need.tls-port': 'The port on which the upstream speaks TLS.',
  'need.h2': 'HTTP/2 over TLS at the upstream.',
  'need.http1': 'The decision that this upstream is not a gRPC server.',
  'not-tls.connect':
    'No TCP connection to {host}: look at the address, the port, the listener and the firewall.',
  'not-tls.slow': '{host} took the request and did not answer in time: look at the application.',
  'not-tls.dns': 'The upstream’s name does not resolve: look at the name and at the resolver.',
  'not-tls.closed':
    '{host} closed the connection before answering: look at the application and its logs.',
  'not-tls.answer':
    '{host} answered with something that is not valid HTTP: look at the application.',
  'not-tls.system': 'nginx was refused a file, a port or a right by the operating system.',
  'not-tls.host-group':
    'The Host header is {group}, the name of a group, and no virtual host of the upstream has it. Set Host to the upstream’s name (proxy_set_header); alert40 fix --rehearse tries whether that helps.',
  'not-tls.other': '{host} answered; the status comes from the application.',
  'repair.resolver-needed': 'Name the nameserver that nginx is to ask',
  'repair.resolver-stated': 'Ask the nameserver {resolver}, as stated',
  'repair.resolver-configured':
    'Ask the nameserver {resolver}, which the configuration names elsewhere',
  'repair.resolver-step':
    'Write it beside the pass directive as resolver ADDRESS. nginx does not read /etc/resolv.conf for this; its nameserver lines name what the rest of the host asks.',
  'repair.not-tls': 'Look outside TLS',
  'repair.alpn-removed': 'Stop asking for a protocol that the upstream does not speak',
  'repair.h2-upstream': 'Switch HTTP/2 on at the upstream',
  'repair.h2-upstream-step':
    'Enable HTTP/2 on the TLS port of the upstream (in nginx: http2 on), or point grpc_pass at the port that serves gRPC.',
  'repair.proxy-instead-of-grpc': 'Use proxy_pass for an upstream that speaks HTTP/1',
  'repair.proxy-instead-of-grpc-step':
    'If the upstream is no gRPC server, replace grpc_pass grpcs:// by proxy_pass https:// and the grpc_ssl_* directives by proxy_ssl_*.',
  'repair.handshake-timeout': 'Make the upstream answer the handshake',
  'repair.handshake-timeout-step':
    'Find out who listens at {address}: a plain-text service waits for a request, a firewall may drop the ClientHello, an overloaded server may not get to it.',
  'repair.peer-closed': 'Find out why the peer closes',
  'repair.peer-closed-step':
    'Look at the logs of {address} and of every load balancer on the way at the time of the failures; an allow list or a TLS listener that is down closes like this.',
  'repair.plain-scheme': 'Speak plain text to a port that speaks plain text ({scheme})',
  'repair.plain-scheme-note':
    'The connection was meant to be encrypted and will not be. If the upstream has a TLS port, use that instead.',
  'repair.tls-port': 'Use the port on which the upstream speaks TLS',
  'repair.tls-port-step':
    '{address} speaks no TLS. Ask for the TLS port of this service and put it into the configuration.',
  'repair.tls-scheme': 'Speak TLS to the TLS port ({scheme})',
  'repair.tls-scheme-name':
    'The name that the upstream serves is not known from the configuration; state it with --name, so that SNI is sent as well.',
  'repair.proxy-protocol-off': 'Stop sending the PROXY protocol header',
  'repair.proxy-protocol-on': 'Send the PROXY protocol header that the upstream expects',
  'repair.proxy-protocol-upstream': 'Let the upstream accept connections without a PROXY header',
  'repair.proxy-protocol-upstream-step':
    'Switch the PROXY protocol off on this listener of the upstream, or use a listener without it; nginx’s http modules cannot send the header.',
  'repair.separate-groups': 'Give each set of TLS settings an upstream group of its own',
  'repair.separate-groups-step':
    'Copy the upstream block under a second name and let only the locations with the same TLS settings share it; sessions and kept-alive connections are shared within a group.',
  'repair.session-reuse-off': 'Stop resuming TLS sessions here',
} satisfies Catalogue;
