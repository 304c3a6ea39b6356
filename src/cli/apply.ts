/** Writing repairs: from edits of a configuration to files on this disk, judged by the user's own nginx. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConfigSet } from '../nginx/tree-set.ts';
import {
  findNginx,
  type NginxBinary,
  type NginxTest,
  testConfiguration,
} from '../node/nginx-binary.ts';
import { errnoOf, Problem } from '../node/problem.ts';
import { type FileChange, writeChanges } from '../node/write-edits.ts';
import { applyEdits, type Edit, editsByFile } from '../text/edit.ts';
import { decode, encode } from '../text/encoding.ts';
import { message } from '../text/message.ts';
import { STDIN_CONFIG } from './config.ts';
import type { Session } from './subcommand.ts';

interface Applying {
  readonly session: Session;
  /** The nginx that `--nginx` names, else the one of this host is looked for. */
  readonly binary: NginxBinary | null;
  /** Ask `nginx -t`. */
  readonly test: boolean;
}

/** Writes the edits; false when nginx refused the result and the old files are back. */
export function apply(edits: readonly Edit[], config: ConfigSet, options: Applying): boolean {
  const { session } = options;
  const changes = [...editsByFile(edits)].map(([file, own]) => changeOf(file, own, config));
  const judge = options.test ? judgeOf(config, options) : null;
  const before = judge?.() ?? null;
  let after: NginxTest | null = null;
  const written = writeChanges(changes, () => {
    after = judge?.() ?? null;
    return after?.accepted ?? true;
  });
  const files = changes.map((c) => c.path).join(', ');
  if (written) {
    session.tell(message(judge ? 'fix.written-tested' : 'fix.written', { files }));
    session.tell(message('fix.reload'));
    return true;
  }
  const { reason } = after ?? { reason: '' };
  session.tell(
    before?.accepted === false && before.reason === reason
      ? message('fix.refused-before', { reason })
      : message('fix.refused', { reason }),
  );
  return false;
}

function changeOf(file: string, edits: readonly Edit[], config: ConfigSet): FileChange {
  const before = config.files.get(file)?.text ?? '';
  if (file === STDIN_CONFIG) throw new Problem(message('fix.stdin'));
  const text = applyEdits(before, edits);
  const change = { path: file, before: encode(before), after: encode(text) };
  if (config.dump === undefined) return change;
  // A dump is a copy from some moment of some host; only an identical file is the one it speaks of.
  if (textOnDisk(file) !== before) throw new Problem(message('fix.dump-differs', { path: file }));
  return change;
}

function textOnDisk(file: string): string | null {
  try {
    return decode(readFileSync(file));
  } catch (error) {
    if (errnoOf(error) === '') throw error;
    return null;
  }
}

/** Asks `nginx -t` about the whole configuration; null where nobody can be asked. */
function judgeOf(config: ConfigSet, { session, binary }: Applying): (() => NginxTest) | null {
  const program = binary?.path ?? findNginx(session.io.env)?.binary;
  if (config.context !== 'main') {
    session.tell(message('fix.untested-fragment'));
    return null;
  }
  if (program === undefined) {
    session.tell(message('fix.untested-no-nginx'));
    return null;
  }
  return () => testConfiguration(program, path.resolve(config.main));
}
