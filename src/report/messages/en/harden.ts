import type { Catalogue } from '../catalogue.ts';

export default {
  'harden.not-whole':
    '{path} is not a whole configuration on this disk. The baseline goes into its http block: name the main nginx.conf with -c.',
  'harden.no-ca':
    'No file with the CAs of the system was found. Name one with --ca, for example /etc/ssl/certs/ca-certificates.crt.',
  'harden.not-kept':
    'What this place sends would change, and that could not be prevented, so nothing was written. Give the place its own verification settings and run this again.',
  'harden.nothing': 'No place gains verification; the configuration stays as it is.',
  'harden.prove':
    'Nothing was written; --write does. Ask the upstreams first whether their certificates pass: alert40 probe -c {path}',
  'harden.gains': '{target} will be verified, by the name {name}.',
  'harden.kept-verified': '{target} is verified already and stays as it is.',
  'harden.kept-opted-out': '{target} stays as it is: this place opted out.',
  'harden.kept-own-ca':
    '{target} stays as it is: it has a CA file of its own, and verification is off. Switch it on after a probe.',
  'harden.kept-undecided':
    '{target} stays as it is: a variable or a template decides whether it is TLS, and how.',
  'harden.kept-unknown-name':
    '{target} stays as it is: the name on the certificate cannot be told from the configuration.',
  'harden.kept-address':
    '{target} stays as it is: nginx compares names, and an address never matches. Set the name that the server has on its certificate.',
  'harden.kept-group-name':
    '{target} stays as it is: {name} is the name of an upstream group, and no certificate has it. Set the name that the servers have.',
  'harden.kept-private-name':
    '{target} stays as it is: no public CA signs {name}. Give it the CA file of your own.',
  'harden.kept-shares-block':
    '{target} stays as it is: it shares its location with a place that cannot be verified.',
  'harden.kept-shares-sessions':
    '{target} stays as it is: it shares TLS sessions with a place that is not verified, and they would fail here.',
  'harden.timeout-alone': '--timeout is for the connections that --probe makes; give both.',
  'harden.not-written': 'Nothing was written; --write does.',
  'harden.gains-proven':
    '{target} will be verified, by the name {name}: {handshakes} {handshakes|handshake|handshakes} went through so.',
  'harden.kept-fails': '{target} stays as it is: verified, it would fail. {reason}',
} satisfies Catalogue;
