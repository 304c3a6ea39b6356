/** Other projects' tools that `npm run test:interop` runs: which, in which version, and how to install them. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup.mjs';

export const toolsFolder = path.resolve(root, process.env.ALERT40_TOOLS ?? '.cache/tools');

/** A Go toolchain of its own often is not on the PATH. */
const go = existsSync('/usr/local/go/bin/go') ? '/usr/local/go/bin/go' : 'go';

/** Compiling takes longest by far, and these run for seconds: a third less of it without optimisation. */
const QUICK_TO_COMPILE = ['-gcflags=all=-N -l', '-ldflags=-s -w'];

function goTool(name, version, module) {
  const commands = (place) => [
    {
      run: [go, 'install', ...QUICK_TO_COMPILE, `${module}@${version}`],
      env: { GOBIN: path.join(place, 'bin'), CGO_ENABLED: '0' },
    },
  ];
  return { name, version, commands };
}

/** The one environment with a pip of its own, which fills the others: making each its own takes longer than the rest. */
const pip = {
  name: 'pip',
  version: 'python3',
  commands: (place) => [{ run: ['python3', '-m', 'venv', place] }],
};

function pythonTool(name, version) {
  const into = ['--quiet', '--no-compile', `${name}==${version}`];
  const commands = (place) => [
    { run: ['python3', '-m', 'venv', '--without-pip', place] },
    {
      run: [
        path.join(placeOf('pip'), 'bin', 'pip'),
        ...['--python', path.join(place, 'bin', 'python')],
        ...['install', ...into],
      ],
    },
  ];
  return { name, version, commands };
}

function nodeTool(name, version) {
  const options = ['--no-fund', '--no-audit', '--loglevel=error'];
  const commands = (place) => [
    { run: ['npm', 'install', ...options, '--prefix', place, `${name}@${version}`] },
    { run: ['ln', '-s', path.join('node_modules', '.bin'), path.join(place, 'bin')] },
  ];
  return { name, version, commands };
}

/** The file system that the project's Dockerfile starts from, less Node; only root can make one. */
const debian = {
  name: 'debian',
  version: '12',
  commands: (place) => [
    { run: ['debootstrap', '--variant=minbase', 'bookworm', path.join(place, 'root')] },
  ],
};

/** Newer releases of gitlab-ci-local and ansible-core than these need a newer Node or Python. */
const FETCHED = [
  nodeTool('gitlab-ci-local', '4.61.1'),
  pip,
  pythonTool('junitparser', '5.0.3'),
  pythonTool('cookiecutter', '2.7.1'),
  pythonTool('pre-commit', '4.7.0'),
  pythonTool('ansible-core', '2.19.14'),
  debian,
  pythonTool('checkov', '3.3.30'),
];

/**
 * The one whose tests take longest comes first. This OPA is the release that
 * this Conftest is made of, so that what they share is compiled once.
 */
const COMPILED = [
  goTool('act', 'v0.2.89', 'github.com/nektos/act'),
  goTool('conftest', 'v0.71.1', 'github.com/open-policy-agent/conftest'),
  goTool('opa', 'v1.21.1', 'github.com/open-policy-agent/opa'),
  goTool('helm', 'v3.22.0', 'helm.sh/helm/v3/cmd/helm'),
];

/** Installed beside one another, each list in its order: one waits for the network, the other for the processor. */
export const INTEROP_TOOLS = [FETCHED, COMPILED];

/** The folder of a tool, with its version in the name. */
export function placeOf(name) {
  const { version } = INTEROP_TOOLS.flat().find((one) => one.name === name);
  return path.join(toolsFolder, `${name}-${version}`);
}
