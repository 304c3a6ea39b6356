import type { Catalogue } from '../catalogue.ts';

export default {
  'lint.sni-off':
    'nginx sends no server name to {target}; an upstream with more than one certificate may refuse the handshake. Set {directive} on.',
  'lint.sni-off.decided-later':
    'No repair is written, because {target} may turn out to be an address, which is never sent; state the name with {name}, too.',
  'lint.sni-useless-name.ip-address':
    '{name} is an IP address, which is never sent as SNI; state the name of the upstream with {directive}.',
  'lint.sni-useless-name.empty': 'The name is empty, so no SNI is sent; state it with {directive}.',
  'lint.sni-useless-name.group-name':
    '{name} is the name of an upstream group, and it is sent as SNI as it stands; state the real name with {directive}.',
  'lint.sni-useless-name.unix-path':
    'The path of the socket is sent as SNI; state the real name with {directive}.',
  'lint.sni-useless-name.trailing-dot':
    '{name} is sent with its trailing dot, which no certificate carries; write it without.',
  'lint.sni-from-client':
    '{directive} takes {variable} from the client, so any client chooses which name is sent and checked.',
  'lint.name-not-sent':
    'The name {name} is neither sent nor checked: it needs {directive} on to be sent as SNI.',
  'lint.verify-off':
    'The certificate of {target} is not verified; anyone between nginx and it can read and change the traffic.',
  'lint.verify-not-set':
    'The certificate of {target} is not verified, because nginx does not do so unless {directive} is on.',
  'lint.verify-without-ca':
    'Verification is on without a CA, and nginx will not start; name one with {directive}.',
  'lint.verify-name-cannot-match.ip-address':
    'nginx will look for the name {name} in the certificate, and it never compares addresses; set {directive} to a name that the certificate carries.',
  'lint.verify-name-cannot-match.group-name':
    'nginx will look for {name}, the name of the upstream group, in the certificate; set {directive} to a name that it carries.',
  'lint.verify-name-cannot-match.trailing-dot':
    'nginx will look for {name} with its trailing dot in the certificate, where names have none; set {directive} to the name without it.',
  'lint.verify-name-cannot-match.empty':
    'Verification is on with an empty name ({name}), which no certificate carries; set {directive}.',
  'lint.verify-depth-short':
    'The trusted file holds a chain with {needed} intermediates, and depth {depth} admits only {depth}; set {directive} {needed}.',
  'lint.verify-mixed-in-group':
    'The group {group} is verified elsewhere but not here; both share its TLS sessions and kept-alive connections.',
  'lint.verified-here': 'verified here',
  'lint.old-protocols': '{directive} asks for {protocols}, which are retired (RFC 8996).',
  'lint.tls13-not-offered': '{directive} leaves TLSv1.3 out.',
  'lint.tls13-not-default':
    'nginx {nginx} does not offer TLS 1.3 by default; state it with {directive}.',
  'lint.security-level-lowered':
    'The security level is lowered to {level}, which lets weak keys and signatures back in.',
  'lint.legacy-renegotiation':
    '{option} accepts upstreams without secure renegotiation (RFC 5746); update the upstream instead.',
  'lint.client-certificate-without-key.key':
    'The client certificate has no key, and nginx will not start; add {directive}.',
  'lint.client-certificate-without-key.certificate':
    'The key does nothing without its certificate; add {directive}.',
  'lint.client-certificate-key-mismatch':
    '{key} is not the key of {certificate}; nginx will not start.',
  'lint.client-certificate-expired':
    'The client certificate {subject} in {path} expired on {date}.',
  'lint.client-certificate-expires':
    'The client certificate {subject} in {path} expires on {date}, in {days} days.',
  'lint.ca-expired': 'The CA {subject} in {path} expired on {date}.',
  'lint.ca-expires': 'The CA {subject} in {path} expires on {date}, in {days} days.',
  'lint.crl-stale':
    'The CRL in {path} was due for an update on {date}; every handshake fails until it is renewed.',
  'lint.key-readable-by-others':
    'Every user of the host can read the private key {path} (mode {mode}).',
  'lint.file-missing': '{path} does not exist; nginx will not start.',
  'lint.file-unreadable': '{path} is there but is not what this directive needs.',
  'lint.session-shared-between-identities':
    'Another location uses the group {group} with another name or certificate, and both share its TLS sessions; give each its own group, or switch session reuse off.',
  'lint.shares-session-with': 'the other location',
  'lint.scheme-port-mismatch.yes':
    '{written} speaks TLS to a port that is plain HTTP by convention.',
  'lint.scheme-port-mismatch.no':
    '{written} speaks plain text to a port that is TLS by convention.',
  'lint.wrong-family': '{directive} does nothing here: what is proxied below belongs to {modules}.',
  'lint.wrong-family.not-fixable':
    'More than one module proxies below, or the right directive stands here already.',
  'lint.wrong-family.would-weaken':
    'Renamed, it would take effect and lower what is in force there now; decide which is meant.',
  'lint.wrong-family.incomplete':
    'Renamed alone, it would stop nginx from starting: {directive} is missing beside it.',
  'lint.wrong-family.no-file':
    'Renamed, it would have nginx read {path}, which cannot be read here.',
  'lint.shared-not-fixable':
    'The line also decides what another place sends, where this repair is not due.',
  'lint.no-effect.no-tls': '{directive} has no effect: nothing at this level proxies over TLS.',
  'lint.no-effect.overridden': '{directive} has no effect: every place below sets it again.',
  'lint.weak-ciphers': 'The list adds weak suites: {ciphers}.',
  'lint.refused-inside': '{directive} is not allowed inside {where}; nginx will not start.',
  'lint.ciphers-all-unknown': 'OpenSSL knows none of this list ({ciphers}); nginx will not start.',
  'lint.ciphers-unknown': 'OpenSSL does not know {ciphers} and goes on without a word.',
  'lint.ciphers-none':
    'The list names only TLS 1.3 suites ({ciphers}), which belong into the command Ciphersuites; nginx will not start.',
  'lint.ciphers-without-effect':
    '{ciphers} belongs into the command Ciphersuites; this list is about TLS 1.2.',
  'lint.commercial-directive': '{directive} exists in the commercial edition only.',
  'lint.unsupported-directive': '{directive} came with nginx {since}; nginx {nginx} refuses it.',
  'lint.unsupported-variable':
    'Variables in {directive} came with nginx {since}; nginx {nginx} takes them as text.',
  'lint.variable-pass-without-resolver':
    '{written} is looked up at run time ({names}), and no resolver is set; every request will fail.',
  'lint.summary-none': 'No findings.',
  'lint.summary-found':
    '{errors} {errors|error|errors}, {warnings} {warnings|warning|warnings}, {notes} {notes|note|notes}.',
  'lint.summary-read':
    'Read {files} {files|file|files} with {locations} {locations|place that proxies|places that proxy} and {groups} upstream {groups|group|groups}.',
  'lint.summary-unclear':
    '{unclear} {unclear|place of a template|places of templates} could not be checked.',
  'lint.template-insert':
    'What {tag} stands for is known only when the template is rendered, so it is not checked; lint the rendered file, too.',
  'lint.template-value':
    'The value of {directive} is known only when the template is rendered, so it is not checked.',
  'lint.bad-expires': '{expires} is no number of days; --expires takes one, for example 30d.',
  'lint.summary-fixable': '{fixable} can be repaired with --fix.',
  'lint.summary-silenced': '{silenced} silenced by comments.',
  'lint.markdown-columns': '| severity | place | finding | rule |',
  'lint.fixed': 'Repaired {files}.',
  'lint.nothing-to-fix': 'Nothing here can be repaired without knowing more.',
  'lint.no-files': 'There is no nginx configuration below {paths}.',
  'lint.bad-settings': '{path} is not a valid settings file: {reason}',
  'lint.bad-baseline': '{path} is not a baseline; write one with --write-baseline.',
  'lint.baseline-written': '{count} {count|finding is|findings are} now known in {path}.',
  'lint.unknown-rule':
    '{path} names a rule that does not exist: {rule}. alert40 lint --rules lists them.',
  'lint.dry-run-alone': '--dry-run shows what --fix would write; give both.',
  'lint.fix-of-stream':
    '--fix cannot write into standard input or a dump; add --dry-run and apply the diff with patch.',
  'lint.bad-revision': '{revision} is no revision; --since takes one, for example origin/main.',
  'lint.embedded.heredoc-open': 'The heredoc {name} is never closed, so what it holds is not read.',
  'lint.embedded.heredoc-expands':
    'No repair is written here, because variables are expanded in this heredoc; quote {name} to keep nginx’s own.',
  'lint.embedded.bad-yaml': 'This cannot be read as YAML: {reason}',
  'lint.embedded.not-verbatim':
    'What {key} holds is folded, escaped or made by a template, and is not read; write it as a block scalar (|), or lint the rendered manifest.',
  'lint.embedded.one-line':
    'No repair is written into one line of YAML; a block scalar (|) takes one.',
  'lint.embedded.from-template':
    '{key} is made by a template, and is not read; lint the rendered manifest, too.',
  'lint.embedded.needs-secret':
    'ingress-nginx leaves {annotation} out unless proxy-ssl-secret names a secret with the CA.',
  'lint.embedded.annotation':
    'The directive comes from annotations; which one to change depends on the controller’s version.',
  'lint.embedded.on-off':
    '{annotation} takes on or off, and ingress-nginx takes {value} for off; a name belongs into proxy-ssl-name.',
  'lint.embedded.minion-alone':
    'What the master of {host} sets for this minion is not known, because it is in none of the files that were read; lint both together.',
  'lint.embedded.kong':
    'Kong makes the directive: tls_verify stands for verify, ca_certificates for the CA, tls_verify_depth for the depth, protocol and host (or host_header) for target and name.',
  'lint.embedded.kong-no-ca':
    'tls_verify is on without ca_certificates, so kong.conf has to trust the CA of this service; else every handshake fails.',
  'lint.embedded.kong-target':
    'The target of {service} cannot be told from this file, so nothing is said about it.',
  'lint.embedded.proxy-manager':
    'nginx-proxy-manager writes the directive anew; set it under Advanced of the proxy host.',
  'lint.embedded.proxy-manager-target':
    'The target {host} cannot be read as a host and a port, so nothing is said about it.',
  'lint.embedded.route-alone':
    'What the VirtualServer of {host} sets for this VirtualServerRoute is not known, because it is in none of the files that were read; lint both together.',
  'lint.embedded.policy-elsewhere':
    'What the policy {policy} sets is not known, because it is in none of the files that were read; lint both together.',
  'lint.embedded.http-alone':
    'The controller writes egressMTLS of a whole VirtualServer for HTTP alone; name the policy in the routes that lead to gRPC, too.',
  'lint.embedded.virtual-server':
    'NGINX’s controller makes the directive from egressMTLS of a Policy: serverName and sslName stand for SNI, verifyServer, trustedCertSecret and verifyDepth for verification, protocols and ciphers for themselves.',
  'lint.no-git': '--since needs git and a work tree: {reason}',
  'lint.secret-in-file':
    'A secret stands in the configuration ({kind}); keep it in a file of its own that only root may read.',
  'lint.suppression-names-no-rule': 'This comment names no rule to silence.',
  'lint.suppression-unknown-rule':
    'There is no rule {rules}, so this comment does not silence it; alert40 lint --rules lists them.',
  'lint.suppression-unknown-form':
    '{form} does nothing; write alert40-disable-next-line or alert40-disable-file.',
  'lint.stdin-alone': '- is standard input, and stands alone; lint the paths apart from it.',
  'lint.stdin-empty': 'Nothing came in on standard input, so there is nothing to lint.',
  'lint.cannot-write': '{path} cannot be written: {reason}',
  'lint.suppression-unused': 'Nothing here breaks {rules}; remove the comment.',
  'lint.suppression-without-reason':
    'Say why {rules} does not apply: # alert40-disable-next-line {rules} -- the reason',
} satisfies Catalogue;
