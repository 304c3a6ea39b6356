# Policies over the effective upstream TLS settings of an nginx configuration.
#
#   alert40 export --for conftest -c nginx.conf | conftest test --policy policies/rego -
#
# The input holds one object a place that proxies, with effective values:
# includes, inheritance and the defaults of the nginx version are applied.
# METADATA
# title: TLS from nginx to its upstreams
# description: What an nginx configuration must state before it speaks TLS to an upstream.
package main

import rego.v1

tls(location) if location.tls == "yes"

place(location) := sprintf("%s:%d (%s)", [location.file, location.line, location.path])

# A name is sent only when the switch is on; an address is never sent.
deny contains msg if {
	some location in input.locations
	tls(location)
	location.sends.sni == "no"
	location.sends.why == "off"
	msg := sprintf("%s: no SNI is sent to %s; set %s on", [
		place(location), location.target, location.directives.server_name,
	])
}

deny contains msg if {
	some location in input.locations
	tls(location)
	location.sends.why in {"ip-address", "group-name", "trailing-dot", "empty", "unix-path"}
	msg := sprintf("%s: the SNI would be %q (%s); state the upstream's name with %s", [
		place(location), location.checked_name, location.sends.why, location.directives.name,
	])
}

# Verification is part of the handshake, not an extra.
deny contains msg if {
	some location in input.locations
	tls(location)
	not location.verify
	msg := sprintf("%s: the certificate of %s is not verified; set %s on", [
		place(location), location.target, location.directives.verify,
	])
}

deny contains msg if {
	some location in input.locations
	tls(location)
	location.verify
	not location.trusted_certificate
	msg := sprintf("%s: verification without a CA; set %s", [
		place(location), location.directives.trusted_certificate,
	])
}

deny contains msg if {
	some location in input.locations
	tls(location)
	some protocol in location.protocols
	protocol in {"SSLv2", "SSLv3", "TLSv1", "TLSv1.1"}
	location.protocols_stated
	msg := sprintf("%s: %s is retired (RFC 8996)", [place(location), protocol])
}

# What a variable decides can only be pointed at.
warn contains msg if {
	some location in input.locations
	location.tls == "depends"
	msg := sprintf("%s: whether TLS is spoken to %s depends on a variable", [
		place(location), location.target,
	])
}
