/** Carries out the steps of a Dockerfile in folders, by chroot: enough for images made of FROM, WORKDIR, COPY and RUN. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Stage {
  readonly root: string;
  folder: string;
  user: string;
  entrypoint: readonly string[];
}

export class Image {
  readonly #work: string;
  readonly #base: string;
  readonly #stages = new Map<string, Stage>();
  #last: Stage | null = null;

  /** `base` is the file system that every image of a registry stands for. */
  constructor(work: string, base: string) {
    this.#work = work;
    this.#base = base;
  }

  /** Builds the Dockerfile of a folder, with the folder as context. */
  build(context: string): void {
    const text = readFileSync(path.join(context, 'Dockerfile'), 'utf8');
    for (const line of text.replace(/\\\n/g, ' ').split('\n')) {
      const [, instruction = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
      if (instruction !== '') this.#step(instruction, rest, context);
    }
  }

  /** Runs what the image would run, with a folder of this machine in place of its working directory. */
  run(mounted: string, args: readonly string[]) {
    const stage = this.#last as Stage;
    const script =
      'mount --bind "$1" "$2$3" && exec chroot --userspec="$4" "$2" sh -c \'cd "$1" && shift && exec "$@"\' sh "$3" "${@:5}"';
    const inside = ['bash', '-c', script, 'sh', mounted, stage.root, stage.folder, stage.user];
    const command = [...inside, ...stage.entrypoint, ...args];
    const { status, stdout, stderr } = spawnSync('unshare', ['-m', ...command], {
      encoding: 'utf8',
    });
    return { status, output: `${stdout}${stderr}` };
  }

  #step(instruction: string, rest: string, context: string): void {
    if (instruction === 'FROM') {
      this.#from(rest);
      return;
    }
    const stage = this.#last as Stage;
    if (instruction === 'WORKDIR') {
      stage.folder = rest;
      mkdirSync(path.join(stage.root, rest), { recursive: true });
    } else if (instruction === 'COPY') this.#copy(stage, rest, context);
    else if (instruction === 'RUN') this.#run(stage, rest);
    else if (instruction === 'USER') stage.user = rest;
    else if (instruction === 'ENTRYPOINT') stage.entrypoint = JSON.parse(rest);
    else if (instruction !== 'CMD') throw new Error(`no way to carry out ${instruction}`);
  }

  #from(rest: string): void {
    const name = /\bAS (\S+)/.exec(rest)?.[1] ?? 'last';
    const root = path.join(this.#work, name);
    execFileSync('cp', ['-a', '--reflink=auto', this.#base, root]);
    this.#last = { root, folder: '/', user: 'root', entrypoint: [] };
    this.#stages.set(name, this.#last);
  }

  #copy(stage: Stage, rest: string, context: string): void {
    const [, from, source = '', target = ''] = /^(?:--from=(\S+) )?(\S+) (\S+)$/.exec(rest) ?? [];
    const start = from === undefined ? context : (this.#stages.get(from) as Stage).root;
    const ignored =
      from === undefined
        ? readFileSync(path.join(context, '.dockerignore'), 'utf8').split('\n')
        : [];
    const top = path.join(start, source);
    cpSync(top, path.join(stage.root, path.resolve(stage.folder, target)), {
      recursive: true,
      filter: (file) => !ignored.includes(path.relative(top, file)) || file === top,
    });
  }

  #run(stage: Stage, command: string): void {
    const script =
      'mount -t proc proc "$1/proc"; mount --rbind /dev "$1/dev"; exec chroot "$1" sh -ec "cd $2 && $3"';
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      ['-m', 'sh', '-c', script, 'sh', stage.root, stage.folder, command],
      { encoding: 'utf8', env: { ...process.env, HOME: '/root' } },
    );
    if (status !== 0) throw new Error(`RUN ${command}\n${stdout}${stderr}`);
  }
}

/** Puts this machine's Node and npm where the image of Node has them. */
export function addNode(root: string): void {
  if (existsSync(path.join(root, 'usr/local/bin/node'))) return;
  const npm = path.resolve(path.dirname(process.execPath), '../lib/node_modules/npm');
  const modules = path.join(root, 'usr/local/lib/node_modules/npm');
  cpSync(npm, modules, { recursive: true, verbatimSymlinks: true });
  cpSync(process.execPath, path.join(root, 'usr/local/bin/node'));
  execFileSync('ln', [
    '-s',
    '../lib/node_modules/npm/bin/npm-cli.js',
    path.join(root, 'usr/local/bin/npm'),
  ]);
  // What gets this machine to its registries gets the image there, too.
  const { NODE_EXTRA_CA_CERTS = '', SSL_CERT_FILE = '' } = process.env;
  const network = ['/etc/resolv.conf', '/etc/hosts', '/root/.npmrc'];
  for (const file of [...network, NODE_EXTRA_CA_CERTS, SSL_CERT_FILE])
    if (existsSync(file)) cpSync(file, path.join(root, file), { dereference: true });
  execFileSync('chroot', [
    root,
    'sh',
    '-c',
    'id node >/dev/null 2>&1 || useradd --create-home node',
  ]);
}
