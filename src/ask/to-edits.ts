/** From the edits of an answer, which speak of redacted text, to edits of the real files. */
import type { ConfigSet } from '../nginx/tree-set.ts';
import { type Edit, findConflict } from '../text/edit.ts';
import { type Message, message } from '../text/message.ts';
import type { AnswerEdit } from './answer.ts';
import type { Question } from './question.ts';

export function toEdits(
  edits: readonly AnswerEdit[],
  question: Question,
  config: ConfigSet | null,
): { readonly edits: readonly Edit[] } | { readonly problem: Message } {
  const made: Edit[] = [];
  for (const edit of edits) {
    const one = toEdit(edit, question, config);
    if ('problem' in one) return one;
    made.push(one.edit);
  }
  const conflict = findConflict(made);
  if (conflict !== null) return { problem: message('ask.overlap', { file: conflict[0].file }) };
  return { edits: made };
}

function toEdit(
  { file: name, find, replace }: AnswerEdit,
  question: Question,
  config: ConfigSet | null,
): { readonly edit: Edit } | { readonly problem: Message } {
  const sent = question.files.find((file) => file.name === name);
  const text = sent && config?.files.get(sent.path)?.text;
  if (sent === undefined || text === undefined)
    return { problem: message('ask.unknown-file', { file: name.slice(0, 120) }) };
  const params = { file: sent.path };
  // Models write plain line feeds; the file keeps its own.
  const crlf = sent.text.includes('\r\n') && !`${find}${replace}`.includes('\r');
  const own = (written: string) => (crlf ? written.replaceAll('\n', '\r\n') : written);
  if (!sent.text.includes(own(find))) return { problem: message('ask.not-found', params) };
  const moved = movedSecret(find, replace, question.secrets);
  if (moved !== null) return { problem: message('ask.moves-secret', { word: moved }) };
  const before = question.restore(own(find));
  const start = text.indexOf(before);
  if (start < 0) return { problem: message('ask.not-found', params) };
  if (text.indexOf(before, start + 1) >= 0) return { problem: message('ask.not-unique', params) };
  return {
    edit: {
      file: sent.path,
      start,
      end: start + before.length,
      text: question.restore(own(replace)),
    },
  };
}

/** A secret's word that an edit takes away, adds or puts in another order: null when all stay. */
function movedSecret(find: string, replace: string, secrets: ReadonlySet<string>): string | null {
  const words = (text: string) => (text.match(/\w+/g) ?? []).filter((word) => secrets.has(word));
  const before = words(find);
  const after = words(replace);
  const at = Array.from({ length: Math.max(before.length, after.length) }, (_, i) => i).find(
    (i) => before[i] !== after[i],
  );
  return at === undefined ? null : (after[at] ?? before[at] ?? null);
}
