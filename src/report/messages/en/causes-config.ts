import type { Catalogue } from '../catalogue.ts';

export default {
  'evidence.directive-newer': '{directive} came with nginx {since}; this is {version}.',
  'evidence.directive-commercial':
    '{directive} is part of the commercial nginx only; the open-source build does not know it.',
  'evidence.directive-module': 'nginx {version} has {directive} only when built with {module}.',
  'evidence.directive-no-release': 'No release later than {version} is known to bring {directive}.',
  'evidence.value-newer': 'The value {value} came with nginx {since}; this is {version}.',
  'evidence.value-no-release':
    'No release later than {version} is known to take {value} for {directive}.',
  'evidence.variable-too-new':
    'nginx took {file} for a file name: variables in certificate names came with {since}; this is {version}.',
  'evidence.no-variable': 'The name {file} has no variable that this nginx would not know.',
  'evidence.group-newer':
    'The list names a post-quantum group, which came with OpenSSL 3.5: {value}; this is {version}.',
  'evidence.command-known': 'The command {command} is not one that came later.',
  'evidence.name-is-right': '{directive} is a directive of nginx, spelled right.',
  'evidence.no-such-directive': 'No directive is called {directive}, and none is spelled like it.',
  'evidence.similar-directive': 'No directive is called {directive}; {meant} is spelled like it.',
  'evidence.flag-expected': '{directive} takes on or off; {value} stands there.',
  'evidence.complaint-unknown': 'nginx does not know {directive} ({place}).',
  'evidence.complaint-invalid-value': 'nginx refuses the value {value} of {directive} ({place}).',
  'evidence.complaint-arguments': '{directive} has more or fewer words than it takes ({place}).',
  'evidence.complaint-context': '{directive} stands where it is not allowed ({place}).',
  'evidence.complaint-duplicate': '{directive} stands there twice ({place}).',
  'evidence.complaint-not-terminated': 'The semicolon after {directive} is missing ({place}).',
  'evidence.complaint-unexpected': 'A brace or semicolon stands where none can be ({place}).',
  'evidence.complaint-unexpected-end': 'The file ends before its blocks are closed ({place}).',
  'evidence.complaint-platform':
    '{directive} is not supported by the OpenSSL of this build ({place}).',

  'repair.old-form': 'Write {directive} as this nginx can read it',
  'repair.upgrade': 'Use a newer nginx or OpenSSL',
  'repair.upgrade-step': 'Needed is {since} or newer; nginx -V says what runs.',
  'repair.add-module': 'Use a build with the module',
  'repair.module-step':
    'Install or load what brings {module}: a package of its own (load_module in the main context), or another build.',
  'repair.commercial-step': 'Take {directive} out, or use the commercial nginx.',
  'repair.semicolon': 'Set the missing semicolon',
  'repair.rename': 'Write {meant} instead of {directive}',
  'repair.flag': 'Write {meant} instead of {value} for {directive}',
  'repair.move': 'Move {directive} to where it is allowed',
  'repair.keep-stated': 'Keep the {directive} that names {meant}, as stated',
  'repair.correct-and-trust': 'Correct the configuration at {place}, and trust {file}, as stated',
  'repair.verifies-then':
    'Once {directive} is read, nginx verifies the upstream’s certificate, and does not start without a CA file to verify it with.',
  'repair.fixed-certificate': 'Show one fixed certificate to the upstream',
  'repair.fixed-certificate-step':
    'This nginx takes a variable in the file name literally. One certificate for all requests works; a certificate for each needs one location each, or the newer nginx.',
  'repair.correct': 'Correct the configuration at {place}',
  'repair.correct-unknown': 'Look up the name {directive}; it is unknown to this nginx.',
  'repair.correct-invalid-value': 'Give {directive} a value that it takes instead of {value}.',
  'repair.correct-arguments': 'Give {directive} the number of words that it takes.',
  'repair.correct-context':
    'Move {directive} to where it is allowed; *_ssl_* directives stand in http, server or location, not in upstream, if or limit_except.',
  'repair.correct-duplicate':
    'Keep one {directive} of the two; which one was meant cannot be told from here.',
  'repair.correct-not-terminated': 'End {directive} with a semicolon.',
  'repair.correct-unexpected': 'Look at the lines just above for a missing semicolon or quote.',
  'repair.correct-unexpected-end': 'Close the open block or quote.',
  'repair.correct-platform': 'Take {directive} out, or use a build with a newer OpenSSL.',
  'repair.correct-other': 'Correct what the message says and run nginx -t again.',

  'need.upgrade': 'a newer or different build of nginx',

  'answer.older-nginx': 'the version is older than the one that brought the directive',
  'answer.module-missing': 'the module is not among the arguments',
  'answer.nginx-has-it': 'version and modules are there, so it is the spelling or the place',
  'answer.nginx-t-complains': 'the message again, with file and line',
} satisfies Catalogue;
