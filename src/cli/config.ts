/** The configuration that a command works on: a file, a fragment, a dump, or standard input. */

import path from 'node:path';
import type { Files } from '../nginx/files.ts';
import { loadConfig } from '../nginx/load.ts';
import { syntaxMessage } from '../nginx/problems.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { lineIn } from '../nginx/walk.ts';
import { disk } from '../node/disk.ts';
import { askBinary, findNginx, type NginxBinary } from '../node/nginx-binary.ts';
import { Problem } from '../node/problem.ts';
import { decode, isBinary } from '../text/encoding.ts';
import { type Message, message } from '../text/message.ts';
import type { Io } from './io.ts';
import type { Session } from './subcommand.ts';

/** Name under which a configuration from standard input is reported. */
export const STDIN_CONFIG = 'stdin.conf';

/** Problems shown one by one; the rest are counted. */
const SHOWN = 5;

/**
 * Loads what `-c` names; `-` is standard input. Throws a `Problem` when the
 * main file itself cannot be read.
 */
export async function readConfig(given: string, io: Io): Promise<ConfigSet> {
  const config =
    given === '-'
      ? loadConfig(STDIN_CONFIG, withText(STDIN_CONFIG, await textOf(io)))
      : loadConfig(given, disk);
  const [problem] = config.problems;
  if (config.files.size === 0 && problem !== undefined) throw new Problem(problem.message);
  return config;
}

/**
 * The configuration of the nginx on this host, when the user named none. Throws
 * a `Problem` when there is no nginx.
 */
export function hostConfig(
  session: Session,
  named: string | undefined,
): { readonly path: string; readonly binary: NginxBinary } {
  const running =
    named === undefined ? findNginx(session.io.env) : { binary: named, conf: null, prefix: null };
  if (running === null) throw new Problem(message('cli.nothing-given'));
  const asked = askBinary(running.binary);
  const prefix = running.prefix ?? asked.prefix;
  const conf = running.conf === null ? asked.confPath : path.resolve(prefix, running.conf);
  const facts = { path: asked.path, version: asked.build.nginx, config: conf };
  session.tell(message('cli.found-nginx', facts));
  return { path: conf, binary: { ...asked, prefix } };
}

async function textOf(io: Io): Promise<string> {
  const bytes = await readAll(io);
  if (isBinary(bytes)) throw new Problem(message('cli.stdin-binary'));
  return decode(bytes);
}

/** All of standard input. */
export async function readAll(io: Io): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of io.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

/** The disk, with one more file in it. */
function withText(name: string, text: string): Files {
  return {
    read: (path) => (path === name ? { text } : disk.read(path)),
    glob: (pattern) => disk.glob(pattern),
  };
}

/** What is wrong with the configuration, each with its place (`standsAt`), for the notes of a report. */
export function configNotes(config: ConfigSet): readonly Message[] {
  const found = [
    ...config.problems.map((p) => ({ ...p, sentence: p.message })),
    ...[...config.files.values()].flatMap((file) =>
      file.problems.map((p) => ({ file: file.path, start: p.start, sentence: syntaxMessage(p) })),
    ),
  ];
  const notes: Message[] = found.slice(0, SHOWN).map(({ file, start, sentence }) => {
    const text = config.files.get(file);
    const place = text === undefined ? file : `${file}:${lineIn(text, start)}`;
    return { id: sentence.id, params: { ...sentence.params, standsAt: place } };
  });
  if (found.length > SHOWN)
    notes.push(message('cli.more-problems', { left: found.length - SHOWN }));
  return notes;
}
