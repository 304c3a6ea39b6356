/** Other projects' tools that `npm run test:interop` runs: which, in which version, and how to install them. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './setup.mjs';

export const toolsFolder = path.resolve(root, process.env.ALERT40_TOOLS ?? '.cache/tools');

/** A Go toolchain of its own often is not on the PATH. */
const go = existsSync('/usr/local/go/bin/go') ? '/usr/local/go/bin/go' : 'go';

function goTool(name, version, module) {
  const commands = (place) => [
    {
      run: [go, 'install', '-ldflags=-s -w', `${module}@${version}`],
      env: { GOBIN: path.join(place, 'bin'), CGO_ENABLED: '0' },
    },
  ];
  return { name, version, commands };
}

function pythonTool(name, version) {
  const commands = (place) => [
    { run: ['python3', '-m', 'venv', place] },
    { run: [path.join(place, 'bin', 'pip'), 'install', '--quiet', `${name}==${version}`] },
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

/** The quick ones first. Newer releases of gitlab-ci-local and ansible-core than these need a newer Node or Python. */
export const INTEROP_TOOLS = [
  nodeTool('gitlab-ci-local', '4.61.1'),
  pythonTool('junitparser', '5.0.3'),
  pythonTool('cookiecutter', '2.7.1'),
  pythonTool('pre-commit', '4.7.0'),
  pythonTool('ansible-core', '2.19.14'),
  debian,
  pythonTool('checkov', '3.3.30'),
  goTool('conftest', 'v0.71.1', 'github.com/open-policy-agent/conftest'),
  goTool('opa', 'v1.22.0', 'github.com/open-policy-agent/opa'),
  goTool('helm', 'v3.22.0', 'helm.sh/helm/v3/cmd/helm'),
  goTool('act', 'v0.2.89', 'github.com/nektos/act'),
];

/** The folder of a tool, with its version in the name. */
export function placeOf(name) {
  const { version } = INTEROP_TOOLS.find((one) => one.name === name);
  return path.join(toolsFolder, `${name}-${version}`);
}
