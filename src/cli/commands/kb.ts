/** `alert40 kb`: the knowledge base, offline. */
import { Option } from 'commander';
import type { Compiled } from '../../kb/compile.ts';
import { lookup } from '../../kb/lookup.ts';
import { entriesText } from '../../kb/markdown.ts';
import { knowledgeBase } from '../../node/kb.ts';
import type { Indexed, Knowledge } from '../../node/kb-files.ts';
import { Problem } from '../../node/problem.ts';
import { decode } from '../../text/encoding.ts';
import { message } from '../../text/message.ts';
import { readAll } from '../config.ts';
import type { ExitCode } from '../io.ts';
import type { Session, Subcommand } from '../subcommand.ts';

const kbCommand: Subcommand = {
  define(command) {
    command
      .argument('<what>', 'lookup, show or list')
      .argument(
        '[text...]',
        'lookup: a log line, or - for standard input; show: the id of an entry',
      )
      .addOption(
        new Option('--format <format>', 'form of the result')
          .choices(['text', 'json', 'markdown'])
          .default('text'),
      )
      .addHelpText(
        'after',
        `
Examples:
  alert40 kb lookup 'SSL_do_handshake() failed … SSL alert number 112 …'
  tail -n 20 /var/log/nginx/error.log | alert40 kb lookup -
  alert40 kb show nginx/verify-20
  alert40 kb list`,
      );
  },
  async run(session, [what = '', ...words], options) {
    const knowledge = knowledgeBase();
    const format = options.format as string;
    switch (what) {
      case 'list':
        return list(session, knowledge.index, format);
      case 'show':
        return show(session, knowledge, words, format);
      case 'lookup':
        return find(session, knowledge, words, format);
      default:
        throw new Problem(message('kb.unknown', { what }));
    }
  },
};

function list(session: Session, index: readonly Indexed[], format: string): ExitCode {
  if (format === 'json')
    session.print(
      JSON.stringify(
        index.map(({ id, kind, title }) => ({ id, kind, title })),
        null,
        2,
      ),
    );
  else
    for (const { id, title } of index) session.print(`${id.padEnd(44)} ${title[session.language]}`);
  return 0;
}

function show(
  session: Session,
  knowledge: Knowledge,
  words: readonly string[],
  format: string,
): ExitCode {
  const [id = ''] = words;
  const indexed = knowledge.index.find((entry) => entry.id === id || entry.id === `nginx/${id}`);
  if (!indexed) throw new Problem(message('kb.no-entry', { id }));
  print(session, [knowledge.entry(indexed)], format);
  return 0;
}

async function find(
  session: Session,
  knowledge: Knowledge,
  words: readonly string[],
  format: string,
): Promise<ExitCode> {
  const text =
    words.length === 1 && words[0] === '-' ? decode(await readAll(session.io)) : words.join(' ');
  const found = lookup(text, knowledge.index).map(({ entry }) => knowledge.entry(entry));
  if (found.length === 0) {
    if (format === 'json') session.print('[]');
    else session.tell(message('kb.nothing-found'));
    return 1;
  }
  print(session, found, format);
  return 0;
}

function print(session: Session, found: readonly Compiled[], format: string): void {
  if (format === 'json') session.print(JSON.stringify(found, null, 2));
  else session.print(entriesText(found, session.language));
}

export default kbCommand;
