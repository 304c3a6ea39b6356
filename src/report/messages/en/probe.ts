import type { Catalogue } from '../catalogue.ts';

export default {
  'probe.heading': 'Asked {target}',
  'probe.count': 'Connections made: {count}',
  'probe.by-hand': 'The same by hand:',
  'probe.all-good': 'Sending what nginx sends works: nothing is wrong with this handshake now.',
  'probe.none-asked': 'Nobody could be asked, so this says nothing about the handshake.',
  'probe.some-unasked':
    'Sending what nginx sends works wherever somebody answered; {count} {count|place|places} could not be asked.',
  'probe.nothing-to-ask':
    'No place in this configuration proxies over TLS to an address that can be asked.',
  'probe.bad-target': '“{target}” is no HOST:PORT, [IPv6]:PORT or unix:/path.',
  'probe.no-such-location': 'No location {location} of this configuration proxies over TLS.',
  'probe.what-to-ask':
    'Say what to ask: -c FILE for the places of a configuration, or --target HOST:PORT.',
  'probe.bad-timeout': '“{value}” is no time-out; give seconds between 0.1 and 60.',
  'probe.ask-nginx': 'what nginx sends, no server name',
  'probe.ask-nginx-name': 'what nginx sends, {name}',
  'probe.ask-name': 'server name {name}',
  'probe.ask-no-name': 'no server name',
  'probe.ask-versions': 'every TLS version',
  'probe.ask-ciphers': 'every cipher suite',
  'probe.ask-groups': 'every group',
  'probe.ask-signatures': 'every signature algorithm',
  'probe.ask-parameters': 'every version, suite, group, algorithm',
  'probe.ask-small-hello': 'a small ClientHello',
  'probe.ask-alpn': 'no ALPN',
  'probe.ask-client-certificate': 'no client certificate',
  'probe.ask-proxy-protocol': 'PROXY protocol header first',
  'probe.ask-no-proxy-protocol': 'no PROXY protocol header',
  'probe.ask-plain-http': 'plain HTTP',
  'probe.ask-tls': 'a TLS handshake',
  'probe.ask-resume': 'the session resumed',
  'probe.ask-legacy-server': 'legacy renegotiation allowed',
  'probe.answer-connected': 'connected, {version} {cipher}',
  'probe.answer-alert': 'alert {alert} {name}',
  'probe.answer-late-alert': 'alert {alert} {name} after the handshake',
  'probe.answer-local': 'our OpenSSL gives up: {reason}',
  'probe.answer-http': 'HTTP status {status}',
  'probe.answer-closed': 'closed the connection',
  'probe.answer-late-closed': 'closed the connection after the handshake',
  'probe.answer-reset': 'reset the connection',
  'probe.answer-timeout': 'no answer in time',
  'probe.answer-no-connection': 'no connection in time',
  'probe.answer-refused': 'connection refused',
  'probe.answer-not-tls': 'something that is not TLS',
  'probe.answer-unresolved': 'name does not resolve',
  'probe.answer-garbage': 'bytes that make no sense',
  'probe.result-verify': 'verification error {code} ({text})',
  'probe.result-name': 'certificate lacks the checked name',
  'probe.result-client-certificate': 'asks for a client certificate',
  'probe.result-resumed': 'resumed',
  'probe.result-not-resumed': 'not resumed',
  'probe.file-missing': '{file} does not exist or is no file; asked without it.',
  'probe.file-not-readable':
    '{file} cannot be read by this user; asked without it. Run as the user who may read it to use it.',
  'probe.file-too-large': '{file} is larger than 64 MB; asked without it.',
  'probe.key-in-engine':
    'The key {file} lives in an engine or store; asked without the client certificate.',
  'probe.key-not-usable':
    'The key {file} cannot be opened with the passwords that are configured; asked without the client certificate.',
  'probe.unresolved': '{host} does not resolve on this host; nginx would not find it either.',
  'probe.unanswered-name': 'No name server told the address of {host} in time.',
  'probe.variable-target':
    '{host} is decided by a variable when a request comes in; name the address with --target.',
  'probe.resolver':
    'nginx resolves this name with its own resolver directive when a request comes in; here the system resolved it.',
  'probe.other-openssl':
    'nginx runs OpenSSL {nginx}, this program {own}: its ClientHello was built by hand, and read up to the first flight of the answer.',
  'probe.name-wanted':
    'Not decided: if you know a name that the upstream serves, state it with --name, and it is asked for, too.',
  'probe.budget': 'Stopped after {count} handshakes with one upstream.',
  'probe.more-peers': '{count} more addresses of this upstream were not asked.',
  'observed.client-certificate-asked':
    'the upstream asks for a client certificate and refuses the handshake that brings none',
  'observed.client-certificate-refused':
    'the upstream asks for a client certificate and refuses the one that nginx is configured with',
  'observed.client-certificate-optional':
    'the upstream asks for a client certificate, and lets a client without one connect',
  'observed.not-tls': 'the upstream answers a TLS handshake with something that is not TLS',
  'observed.no-connection': 'no connection to the upstream could be made',
  'observed.own-library': 'sending what nginx sends, our own OpenSSL gives up with “{reason}”',
  'observed.verification':
    'the chain that the upstream presents fails with verification error {code} against the configured CA file',
  'observed.name-mismatch': 'the certificate presented does not carry the checked name',
  'observed.carries-other':
    'the certificate carries {name}, which the configuration knows, but not the checked name',
  'observed.always-the-same': 'whatever is asked, the upstream does the same',
  'observed.own-certificate':
    'with the server name {name} another certificate comes, one that carries it',
  'observed.another-certificate':
    'with the server name {name} another certificate comes, and that one is accepted',
  'observed.alert': 'sending what nginx sends is answered with alert {alert}',
  'observed.refused-at-hello': 'the upstream does not answer even a fresh ClientHello',
  'observed.works-now': 'sending exactly what nginx sends works now',
  'observed.further-name': 'with the server name {name} the upstream goes on',
  'observed.same-name': 'the server name {name} changes nothing',
  'observed.further-no-name': 'without a server name the upstream goes on',
  'observed.same-no-name': 'leaving the server name out changes nothing',
  'observed.further-versions':
    'with every TLS version offered the upstream goes on, with {version}',
  'observed.same-versions': 'offering every TLS version changes nothing',
  'observed.further-ciphers': 'with every cipher suite offered the upstream goes on, with {cipher}',
  'observed.same-ciphers': 'offering every cipher suite changes nothing',
  'observed.further-groups': 'with every group offered the upstream goes on, with {group}',
  'observed.same-groups': 'offering every group changes nothing',
  'observed.further-signatures': 'with every signature algorithm offered the upstream goes on',
  'observed.same-signatures': 'offering every signature algorithm changes nothing',
  'observed.further-small-hello':
    'a ClientHello without the large post-quantum key share gets an answer',
  'observed.same-small-hello': 'a smaller ClientHello changes nothing',
  'observed.further-alpn': 'without ALPN the upstream goes on',
  'observed.same-alpn': 'leaving ALPN out changes nothing',
  'observed.further-client-certificate': 'without the client certificate the upstream goes on',
  'observed.same-client-certificate': 'leaving the client certificate out changes nothing',
  'observed.further-proxy-protocol':
    'with the PROXY protocol setting turned around the upstream goes on',
  'observed.same-proxy-protocol': 'turning the PROXY protocol setting around changes nothing',
  'observed.further-plain-http': 'the port answers a plain HTTP request with status {status}',
  'observed.same-plain-http': 'the port does not answer plain HTTP',
  'observed.further-tls': 'the port completes a TLS handshake',
  'observed.same-tls': 'the port does not complete a TLS handshake',
  'observed.further-resume':
    'a fresh handshake works, and one that resumes its session is not accepted as such',
  'observed.same-resume': 'a resumed session is accepted',
  'observed.further-legacy-server':
    'the handshake works once renegotiation without RFC 5746 is allowed',
  'observed.same-legacy-server': 'allowing renegotiation without RFC 5746 changes nothing',
  'observed.further-parameters':
    'with every version, suite, group and signature algorithm offered at once the upstream goes on',
  'observed.same-parameters':
    'offering every version, suite, group and signature algorithm at once changes nothing',
} satisfies Catalogue;
