import type { Catalogue } from '../catalogue.ts';

export default {
  'evidence.certificate-shown': 'nginx shows the client certificate {file} here.',
  'evidence.shown-certificate-unknown':
    'Whether nginx shows a client certificate cannot be told without the configuration.',
  'evidence.shown-without-its-key':
    'The key in {key} is of another kind than the certificate in {certificate}: nginx starts with them and shows no certificate.',
  'evidence.certificate-astray':
    'A certificate is set with {found}, which has no effect on this connection; {directive} would.',
  'evidence.no-client-certificate': 'No {directive} applies here, so nginx shows no certificate.',
  'evidence.sibling-shows-certificate':
    'Another place shows the certificate {file} to the same upstream.',
  'evidence.alert-about-certificate':
    'Alert {alert} speaks of the client’s certificate; nginx shows none, so it is the missing one.',
  'evidence.refusal-comes-later':
    'Only TLS 1.3 is offered, where a missing client certificate is refused after the handshake, not in it.',
  'evidence.refused-after-handshake':
    'The refusal came after the handshake with the right name was done, and no certificate was shown.',
  'evidence.upstream-asks': 'The upstream asks for a client certificate.',
  'evidence.upstream-asks-for': 'The upstream asks for a client certificate of: {names}.',
  'evidence.upstream-asks-not':
    'A handshake was seen in which the upstream asks for no certificate.',
  'evidence.nothing-to-reject': 'nginx shows no certificate here, so none can be refused.',
  'evidence.alert-42': 'Alert 42 says that the certificate shown is bad.',
  'evidence.alert-43':
    'Alert 43 says that the certificate shown is of a kind that is not accepted.',
  'evidence.alert-44': 'Alert 44 says that the certificate shown is revoked.',
  'evidence.alert-45': 'Alert 45 says that the certificate shown has expired.',
  'evidence.alert-46': 'Alert 46 says that the certificate shown was not accepted.',
  'evidence.alert-48':
    'Alert 48 says that the upstream does not know the CA of the certificate shown.',
  'evidence.own-certificate-expired':
    'The client certificate {file} ({subject}) expired on {until}.',
  'evidence.own-certificate-early':
    'The client certificate {file} ({subject}) is valid from {from} only.',
  'evidence.own-certificate-no-client-auth':
    'The client certificate {file} ({subject}) has an extended key usage without client authentication.',
  'evidence.own-certificate-self-signed':
    'The client certificate {file} ({subject}) is self-signed.',
  'evidence.own-certificate-short-key':
    'The client certificate {file} ({subject}) has an RSA key of less than 2048 bits.',
  'evidence.own-certificate-other-ca':
    'The upstream asks for a certificate of {names}; {file} is signed by {issuer}.',
  'evidence.halves-match': 'The key in {key} belongs to the first certificate in {certificate}.',
  'evidence.halves-differ': 'The key in {key} belongs to no certificate in {certificate}.',
  'evidence.leaf-not-first':
    'The key in {key} belongs to certificate number {position} in {certificate}; nginx takes the first one.',
  'evidence.load-key-undefined': 'A certificate is set and no key for it.',
  'evidence.load-missing': 'The message says that {file} does not exist.',
  'evidence.load-no-permission': 'The message says that {file} may not be read.',
  'evidence.load-wrong-password': 'The message says that the password does not open {file}.',
  'evidence.load-password-needed': 'The key {file} is encrypted, and no password is given.',
  'evidence.load-wrong-format': 'The message says that {file} is not what is expected there.',
  'evidence.load-other': 'The message says that {file} cannot be loaded.',
  'evidence.file-is-client': '{file} is named as the client certificate or its key.',
  'evidence.file-is-not-client': '{file} is named for something else than the client certificate.',
  'evidence.trusted-loads-alike':
    'nginx {version} says the same of a trusted file that cannot be loaded; the configuration would tell which it is.',
  'evidence.file-from-variable':
    '{file} was opened for a request: a variable names the client certificate.',
  'evidence.key-file-without-key': '{file} is named as the key and holds none.',
  'evidence.certificate-file-without-certificate':
    '{file} is named as the certificate and holds none.',
  'evidence.key-locked': 'The key in {file} is encrypted, and no given password opens it.',

  'repair.show-sibling-certificate':
    'Show {file} here too, as another place does to the same upstream',
  'repair.show-certificate': 'Show a client certificate to the upstream',
  'repair.show-certificate-step-get':
    'Get a client certificate and key from those who run the upstream, or have yours accepted there. CAs it asks for: {names}',
  'repair.show-certificate-step-set':
    'Name them in {prefix}ssl_certificate and {prefix}ssl_certificate_key, and reload nginx.',
  'repair.show-certificate-step-chain':
    'Put the intermediates of the client certificate behind it in the same file, if it has any.',
  'repair.show-stated-certificate': 'Show {file}, as stated',
  'repair.show-other-certificate': 'Show {file}, which the upstream can accept',
  'repair.replace-client-certificate': 'Replace the client certificate',
  'repair.renew-own-certificate-expired': 'It has expired: get a new one for the same name.',
  'repair.renew-own-certificate-early':
    'It is not valid yet: get one that is, or look at the clock of the upstream.',
  'repair.renew-own-certificate-no-client-auth':
    'Have it reissued with extended key usage clientAuth; a server certificate is not accepted there.',
  'repair.renew-own-certificate-self-signed':
    'Have it signed by the CA that the upstream accepts, or have this very certificate accepted there.',
  'repair.renew-own-certificate-short-key': 'Have it reissued with RSA 2048 or P-256.',
  'repair.renew-own-certificate-revoked': 'It was revoked: get a new key and certificate.',
  'repair.renew-own-certificate-other-ca':
    'Have it signed by a CA that the upstream accepts; check that its intermediates are in the file.',
  'repair.renew-own-certificate':
    'Compare it with what the upstream asks for: CA, purpose, dates, kind of key.',
  'repair.reload-step': 'Reload nginx: it reads certificate files at load only.',
  'repair.accept-client': 'Or make the upstream accept it',
  'repair.accept-client-step':
    'Add the CA of the certificate ({issuer}) to those the upstream trusts for clients.',
  'repair.matching-half': 'Use {file}, which fits the other half',
  'repair.matching-pair': 'Bring certificate and key together',
  'repair.matching-pair-step':
    'Find the key that the certificate was requested with; if it is lost, have a new pair issued.',
  'repair.leaf-first-step':
    'Put the certificate of the client first in {file}, its intermediates after it.',
  'repair.swap-files': 'Exchange certificate and key: {file} holds the certificate',
  'repair.name-key': 'Name the key: {file} holds it',
  'repair.readable-files': 'Make certificate and key loadable',
  'repair.load-step-key-undefined':
    'Set the *_ssl_certificate_key directive beside the certificate {file}.',
  'repair.load-step-missing': 'Correct the path {file}, or put the file there.',
  'repair.load-step-no-permission':
    'Make {file} readable: for root at start, for the worker’s user where a variable names it.',
  'repair.load-step-wrong-password':
    'Correct the password file for {file}: one password per line, no blank at the end.',
  'repair.load-step-password-needed':
    'Name a password file in *_ssl_password_file, or store {file} without a password and readable for root only.',
  'repair.load-step-wrong-format':
    'Look into {file}: a certificate starts with BEGIN CERTIFICATE, a key with BEGIN PRIVATE KEY; nginx reads PEM only.',
  'repair.load-step-other': 'Look into {file}: openssl storeutl says what it holds.',
  'repair.load-step-pkcs12': 'Turn the PKCS#12 container into PEM: {command}',

  'need.client-certificate': 'a client certificate with its key that the upstream accepts',
  'need.client-certificate-sibling': 'shown elsewhere to the same upstream',
  'need.client-certificate-other': 'shown elsewhere in this configuration',

  'answer.asks-for-certificate':
    '“Acceptable client certificate CA names” or “Requested Signature Algorithms” is printed, and the handshake fails or ends at once',
  'answer.asks-for-none':
    '“No client certificate CA names sent” without requested signature algorithms',
  'answer.alert-with-certificate': 'an alert about the certificate (42 to 48)',
  'answer.completes-with-certificate': 'the handshake completes and stays open',
  'answer.hashes-differ': 'the two sums differ',
  'answer.file-unreadable': 'an error, or something else than a certificate and a key',

  'deadend.verify-off-mtls':
    'Switching verification off concerns the upstream’s certificate, not the one that nginx shows.',
  'deadend.client-certificate-wrong-side':
    'ssl_certificate and ssl_client_certificate are for the clients of nginx; towards the upstream the directives of the family count.',
  'deadend.new-certificate-none-sent':
    'Alert 42 “bad certificate” reads like a broken certificate of ours; here none was sent at all.',
  'deadend.trust-bundle-mtls':
    'The trusted file is for checking the upstream; it is not shown to it.',
  'deadend.restart-files': 'Restarting changes nothing as long as the files are the same.',
} satisfies Catalogue;
