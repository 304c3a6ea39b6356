import type { Catalogue } from '../catalogue.ts';

export default {
  'evidence.bundle-holds-leaf':
    'The trusted file {file} holds the certificate of a server ({subject}) and no CA; OpenSSL completes no chain with that.',
  'evidence.bundle-without-root':
    'The trusted file {file} holds an intermediate but not its root ({issuer}); OpenSSL accepts a chain only with the root in the file.',
  'evidence.public-cas-public-upstream':
    'The trusted file holds the public CAs, and the upstream has a public name.',
  'evidence.public-cas-private-upstream':
    'The trusted file holds public CAs only, while the upstream has an internal name or an address, which public CAs do not sign for.',
  'evidence.private-ca-public-upstream':
    'The trusted file holds a private CA, while the upstream is a public service with a certificate of a public CA.',
  'evidence.root-was-sent': 'The upstream sent its own root; it is not in the trusted file.',
  'evidence.depth-generous':
    'The verification depth is {depth}, which is enough for every usual chain.',
  'evidence.depth-default':
    'The verification depth is the default of {depth}, which allows exactly one intermediate.',
  'evidence.depth-set': 'The verification depth is set to {depth}.',
  'evidence.depth-zero': 'The verification depth is 0, which allows no intermediate at all.',
  'evidence.would-be-21':
    'OpenSSL {version} reports error 21 when the upstream sends its certificate alone; this is error 20.',
  'evidence.would-be-22':
    'OpenSSL {version} reports error 22 when a chain is too long; this is error {number}.',
  'evidence.same-number-20':
    'OpenSSL {version} reports error 20 for a missing intermediate as well as for a missing CA.',
  'evidence.private-roots-may-sign':
    'A private CA often signs servers directly, so the one certificate may be the whole chain, of a CA that is not trusted.',
  'evidence.public-roots-never-sign':
    'The trusted file holds public roots; they sign servers through an intermediate only, which was not sent.',
  'evidence.bundle-roots-only': 'The trusted file {file} holds roots and no intermediate.',
  'evidence.bundle-no-root':
    'The trusted file {file} holds no root, so the depth is not what is missing.',
  'evidence.bundle-deeper':
    'The trusted file {file} itself shows {found} intermediates below a root; the depth allows {depth}.',
  'evidence.bundle-expired': 'In the trusted file {file}, {subject} expired on {until}.',
  'evidence.self-signed-with-own-name':
    'nginx sends {name}, the name that clients call it by; the upstream may answer that with a default certificate.',
  'evidence.self-signed-with-name':
    'nginx sends the name {name}, so a default certificate for unnamed requests is unlikely.',
  'evidence.older-self-signed-in-bundle':
    'The trusted file {file} holds a self-signed certificate for this name ({subject}, until {until}): the upstream has a newer one.',
  'evidence.crl-lists': 'The CRL {file} of {issuer} lists {count} revoked certificates.',
  'evidence.crl-stale': 'In {file}, the CRL of {issuer} ran out on {until}.',
  'evidence.crl-early': 'In {file}, the CRL of {issuer} is valid from {from} only.',
  'evidence.crl-uncovered':
    '{file} has no CRL of {issuer}, and nginx wants one for every CA of the chain.',
  'evidence.crl-file-without-crl': '{file} can be read and holds no CRL in PEM form.',
  'evidence.own-certificate-weak':
    'The certificate in {file} has a key of {bits} bits and the signature {algorithm}; level 2 wants RSA 2048 and SHA-256.',
  'evidence.verify-without-file': 'Verification is on here, and no trusted file is set.',
  'evidence.file-is-trusted': '{file} is named as the trusted file.',
  'evidence.file-is-not-trusted': '{file} is not named as a trusted file anywhere.',
  'evidence.file-missing': '{file} does not exist.',
  'evidence.file-no-permission': '{file} exists and may not be read by this user.',
  'evidence.file-unreadable': '{file} cannot be read: it is a directory, a device or too large.',
  'evidence.file-empty': '{file} is empty.',
  'evidence.file-der': '{file} is in DER form; nginx reads PEM.',
  'evidence.file-pkcs12': '{file} is a PKCS#12 container; nginx reads PEM.',
  'evidence.file-text': '{file} holds no PEM block.',
  'evidence.file-pem': '{file} is PEM and holds no certificate.',
  'evidence.seen-chain-without-this':
    'The chain that was seen from the upstream does not have this fault.',
  'evidence.seen-ca-not-trusted':
    'The upstream presents a chain that ends below {issuer}, which is not in the trusted file.',
  'evidence.seen-self-signed': 'The upstream presents the self-signed certificate {subject}.',
  'evidence.seen-chain-incomplete':
    'The upstream presents {subject} alone, without the certificate of its issuer {issuer}.',
  'evidence.seen-verify-depth-too-small':
    'The upstream presents more intermediates than the verification depth allows.',
  'evidence.seen-cert-expired': 'The upstream presents {subject}, which expired on {until}.',
  'evidence.seen-cert-not-yet-valid':
    'The upstream presents {subject}, which is valid from {from} only.',
  'evidence.seen-cert-revoked': 'The CRL lists {subject}, which the upstream presents.',
  'evidence.seen-crl-missing-or-expired':
    'For {subject}, which the upstream presents, the CRL file has no current list of {issuer}.',
  'evidence.seen-cert-wrong-purpose':
    'The upstream presents {subject}, whose extended key usage leaves out server authentication.',
  'evidence.seen-weak-certificate':
    'The upstream presents {subject}, whose key or signature is below security level 2.',

  'repair.write': 'Write: {line}',
  'repair.ca-needed': 'Trust the CA that signs for the upstream',
  'repair.ca-needed-named': 'Trust {issuer}, which signs for the upstream',
  'repair.ca-step-find':
    'Get the root certificate of the upstream’s CA from those who run it; the last line “i:” of openssl s_client -showcerts names it.',
  'repair.ca-step-find-named': 'Get the root certificate of {issuer} from those who run that CA.',
  'repair.ca-step-compare':
    'Compare its fingerprint over another channel (openssl x509 -noout -fingerprint -sha256): a root taken from the connection itself proves nothing.',
  'repair.ca-step-append': 'Append it to {file}, in PEM form, then reload nginx.',
  'repair.ca-step-set':
    'Put it into a file that nginx can read, name it in the *_ssl_trusted_certificate directive, then reload nginx.',
  'repair.trust-file-sibling': 'Use {file}, which another place trusts for the same upstream',
  'repair.trust-file-holds-issuer': 'Use {file}, which holds the CA of the chain that was seen',
  'repair.trust-file-configured': 'Use {file}, which the configuration trusts elsewhere',
  'repair.trust-file-stated': 'Trust {file}, as stated',
  'repair.trust-self-signed': 'Trust the upstream’s certificate itself',
  'repair.self-signed-step-fetch': 'Save the certificate: {command}',
  'repair.self-signed-step-compare':
    'Compare its fingerprint with the one shown on the upstream host: {command}',
  'repair.self-signed-step-append':
    'Append it to {file} and reload nginx. It has to be done again with every new certificate.',
  'repair.issue-proper': 'Give the upstream a certificate of a CA',
  'repair.issue-proper-step':
    'Issue a certificate for the checked name from an internal or public CA, and trust that CA in nginx: renewals then need no change here.',
  'repair.send-chain': 'Make the upstream send its intermediate',
  'repair.send-chain-step':
    'Configure the upstream with leaf and intermediates in one file, leaf first (the “fullchain” of most CAs), without the root.',
  'repair.send-chain-step-check':
    'Check with openssl s_client -showcerts: there must be more than one certificate.',
  'repair.chain-stopgap': 'Until then, add the intermediate to the trusted file',
  'repair.chain-step-find':
    'Get the intermediate from the CA; the leaf names it as its issuer and often where to fetch it (CA Issuers).',
  'repair.chain-step-find-named':
    'Get the certificate of {issuer} from the CA; the leaf often says where to fetch it (CA Issuers).',
  'repair.chain-step-later':
    'Keep the root in the file as well, and remember this when the CA changes its intermediate.',
  'repair.depth': 'Allow {depth} intermediates',
  'repair.depth-unknown': 'Allow as many intermediates as the upstream has',
  'repair.depth-unknown-step':
    'Count the certificates that openssl s_client -showcerts prints, without leaf and root, and set the *_ssl_verify_depth directive to that.',
  'repair.renew': 'Renew the certificate of the upstream',
  'repair.renew-step': 'Issue a new certificate for the same names and install it at the upstream.',
  'repair.renew-step-chain': 'Install its intermediate too: an expired one fails just the same.',
  'repair.renew-step-reload':
    'Reload the upstream: many keep serving the old certificate from memory after the file was renewed.',
  'repair.replace-expired-ca': 'Replace the expired CA {subject} in the trusted file',
  'repair.replace-expired-ca-step':
    'Take {subject} out of {file} and put its successor in; with both inside, older OpenSSL may choose the expired one.',
  'repair.clock': 'Set the clock of the nginx host',
  'repair.clock-step': 'Look at the clock and its synchronisation: {command}',
  'repair.reissue-dates': 'Or have the certificate reissued',
  'repair.reissue-dates-step':
    'If the clock is right, the certificate starts in the future: install one that is valid now.',
  'repair.replace-revoked': 'Replace the revoked certificate at the upstream',
  'repair.replace-revoked-step':
    'Find out why it was revoked: if the key was lost, everything that trusts it is concerned.',
  'repair.replace-revoked-step-mistake':
    'Issue a new key and certificate. If it was revoked by mistake, only a new certificate helps as well.',
  'repair.crl-other': 'Use {file}, a current CRL file that the configuration has',
  'repair.crl-refresh': 'Refresh the CRL file',
  'repair.crl-step-readable':
    'Make {file} exist, in PEM form, readable for the user that starts nginx.',
  'repair.crl-step-fetch':
    'Fetch the current CRL of every CA and write them to {file} in PEM form.',
  'repair.crl-step-all':
    'The file needs one CRL for every CA of the chain, the root included, one after the other.',
  'repair.crl-step-schedule':
    'Fetch it on a schedule, well before “next update”, and reload nginx each time: it reads the file at load only.',
  'repair.reissue-purpose': 'Reissue the certificate for a server',
  'repair.reissue-purpose-step':
    'Issue it with extended key usage serverAuth, or without that extension.',
  'repair.reissue-purpose-step-mtls':
    'Look whether the upstream serves its client certificate by mistake: both files often lie side by side.',
  'repair.reissue-strong': 'Reissue the certificate with a stronger key and signature',
  'repair.reissue-strong-step':
    'RSA with 2048 bits or more, or P-256, signed with SHA-256; the intermediates as well.',
  'repair.reissue-client-strong': 'Reissue the client certificate with a stronger key',
  'repair.reissue-client-strong-step':
    'Make a new key (RSA 2048 or P-256) and have it signed with SHA-256.',
  'repair.lower-level': 'Lower the security level to {level} for this upstream',
  'repair.trusted-needed': 'Name a readable CA file',
  'repair.trusted-step':
    'Put the CA of the upstream, in PEM form, into a file that nginx can read, and name it ({file} now).',
  'repair.trusted-step-none':
    'Put the CA of the upstream, in PEM form, into a file that nginx can read, and name it in the *_ssl_trusted_certificate directive.',
  'repair.trusted-step-der': 'Turn the file into PEM and name the result: {command}',

  'need.ca-file': 'the CA certificate that signs for the upstream',
  'need.ca-file-sibling': 'trusted elsewhere for the same upstream',
  'need.ca-file-holds-issuer': 'holds the CA of the chain that was seen',
  'need.ca-file-configured': 'trusted elsewhere in this configuration',
  'need.ca-file-system':
    'the public CAs of the system, right only for a certificate of a public CA',
  'need.crl-file': 'a current CRL of every CA of the chain',
  'need.upstream-change': 'a change at the upstream',
  'need.host-change': 'a change on the nginx host',

  'answer.verify-0':
    'Verify return code: 0 (ok) — the file is right, and only nginx’s limit of depth is in the way',
  'answer.verify-20':
    'Verify return code: 2, 19 or 20 with several certificates shown — the CA in the last line “i:” is missing in the file',
  'answer.one-certificate':
    'Verify return code: 21, and a single certificate is shown — the upstream sends no intermediate',
  'answer.self-signed': 'Verify return code: 18 — the certificate is self-signed',
  'answer.expired': '“notAfter” lies in the past',
  'answer.not-yet-valid': '“notBefore” lies in the future, or the clock of this host is behind',
  'answer.serial-in-crl':
    'the serial stands in the output of openssl crl -noout -text for the CRL file',
  'answer.no-server-auth': 'the extension is there and leaves out “TLS Web Server Authentication”',
  'answer.weak': 'RSA below 2048 bits, or a signature with SHA-1 or MD5',
  'answer.crl-stale': '“nextUpdate” lies in the past',
  'answer.crl-other-issuer': 'the issuer is not the CA of the chain',
  'answer.unreadable-pem': 'the file cannot be read or holds no certificate',

  'deadend.verify-off-trust':
    'Switching verification off hides the fault: the connection is then encrypted to anyone who answers.',
  'deadend.verify-off-revoked':
    'Switching verification or the CRL off accepts certificates that their CA has withdrawn.',
  'deadend.verify-off-start':
    'Switching verification off makes nginx start and leaves the connection open to anyone who answers.',
  'deadend.curl-works-trust':
    'curl and browsers use the CA bundle of the system; nginx trusts only the file that it is given.',
  'deadend.curl-works-chain':
    'Browsers fetch missing intermediates or remember them; nginx and curl do neither.',
  'deadend.curl-works-depth':
    'curl and openssl allow up to a hundred intermediates; nginx allows one unless it is told otherwise.',
  'deadend.trust-bundle-self-signed':
    'Adding CA bundles does not help: no CA has signed this certificate.',
  'deadend.trust-bundle-chain':
    'Another bundle of roots does not help: what is missing stands between leaf and root.',
  'deadend.trust-bundle-depth':
    'Adding the intermediates to the trusted file does not help: the depth counts them all the same.',
  'deadend.trust-bundle-expired': 'Another bundle does not make an expired certificate valid.',
  'deadend.trust-bundle-purpose': 'Another bundle does not change what the certificate is for.',
  'deadend.restart-expired':
    'Restarting nginx changes nothing: the date stands in the certificate of the upstream.',
  'deadend.restart-revoked':
    'Restarting nginx changes nothing: the CRL still lists the certificate.',
  'deadend.restart-crl': 'Restarting helps only after the file was refreshed.',
  'deadend.seclevel-0-certificate':
    'A lower security level lets the weak key pass, and every other weak key with it.',
  'next.no-root': 'The trusted file {file} holds no root, so verification will fail next.',
  'next.root-expired': 'The roots in {file} have expired, so verification will fail next.',
  'next.depth':
    '{file} shows {found} intermediates, while the verification depth allows {depth}: the chain may be too long next.',
  'next.crl-stale': 'The CRL in {file} ran out on {until}, so verification will fail next.',
  'diagnosis.verify-off-hides':
    '{directive} is off in {file}: a wrong name, an unknown CA, an expired or revoked certificate and an impostor all go unnoticed there.',
  'note.evidence-unknown':
    '{file} is none of the kinds that can be read as evidence: the output of openssl s_client, curl -v or nginx -V. Give the whole output, as the command printed it.',
} satisfies Catalogue;
