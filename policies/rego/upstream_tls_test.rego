package main_test

import data.main
import rego.v1

good := {
	"file": "conf.d/api.conf",
	"line": 12,
	"path": "/v2/",
	"tls": "yes",
	"target": "api.internal.example.com",
	"sends": {"sni": "yes", "name": "api.internal.example.com", "why": null},
	"checked_name": "api.internal.example.com",
	"verify": true,
	"trusted_certificate": "/etc/ssl/certs/ca-certificates.crt",
	"protocols": ["TLSv1.2", "TLSv1.3"],
	"protocols_stated": true,
	"directives": {
		"server_name": "proxy_ssl_server_name",
		"name": "proxy_ssl_name",
		"verify": "proxy_ssl_verify",
		"trusted_certificate": "proxy_ssl_trusted_certificate",
	},
}

denials(patch) := msgs if {
	msgs := main.deny with input as {"locations": [object.union(good, patch)]}
}

test_good_passes if count(denials({})) == 0

test_no_sni if count(denials({"sends": {"sni": "no", "name": null, "why": "off"}})) == 1

test_address_as_name if {
	count(denials({"sends": {"sni": "no", "name": null, "why": "ip-address"}, "checked_name": "10.0.4.22"})) == 1
}

test_group_name if count(denials({"sends": {"sni": "yes", "name": "pool", "why": "group-name"}, "checked_name": "pool"})) == 1

test_not_verified if count(denials({"verify": false})) == 1

test_no_ca if {
	some msg in main.deny with input as {"locations": [object.remove(good, ["trusted_certificate"])]}
	contains(msg, "proxy_ssl_trusted_certificate")
}

test_old_protocol if count(denials({"protocols": ["TLSv1", "TLSv1.2"]})) == 1

# The default of an old nginx is not what somebody wrote.
test_old_default_is_not_denied if {
	count(denials({"protocols": ["TLSv1", "TLSv1.2"], "protocols_stated": false})) == 0
}

test_plain_http_is_no_business if count(denials({"tls": "no", "verify": false})) == 0

test_variable_warns if {
	msgs := main.warn with input as {"locations": [object.union(good, {"tls": "depends"})]}
	count(msgs) == 1
}
