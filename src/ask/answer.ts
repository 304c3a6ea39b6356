/** A model's answer, read strictly: it has the form that was asked for, or it is none. */
import { CAUSE_IDS, type CauseId } from '../causes/ids.ts';
import { type Message, message } from '../text/message.ts';
import { MOST_ANSWER } from './reader.ts';

export interface AnswerEdit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export interface ModelAnswer {
  readonly cause: CauseId | null;
  readonly why: string;
  readonly edits: readonly AnswerEdit[];
}

const MOST_EDITS = 20;
const MOST_WHY = 2_000;

type Read = { readonly answer: ModelAnswer } | { readonly problem: Message };

/** `causes`: those that fit the log line; the answer may name no other. */
export function readAnswer(text: string, causes: readonly CauseId[]): Read {
  if (text.length > MOST_ANSWER) return problem('ask.too-long', { most: MOST_ANSWER });
  let value: unknown;
  try {
    value = JSON.parse(withoutFence(text));
  } catch {
    return problem('ask.not-json');
  }
  if (!hasKeys(value, ['cause', 'why', 'edits'])) return wrongForm('cause, why, edits');
  const { cause, why, edits } = value;
  if (typeof why !== 'string' || why.length > MOST_WHY) return wrongForm('why');
  if (!Array.isArray(edits) || edits.length > MOST_EDITS || !edits.every(isEdit))
    return wrongForm('edits');
  if (cause !== null && typeof cause !== 'string') return wrongForm('cause');
  const known = CAUSE_IDS.find((id) => id === cause) ?? null;
  if (cause !== null && (known === null || !causes.includes(known)))
    return problem('ask.other-cause', { cause: cause.slice(0, 80) });
  return { answer: { cause: known, why, edits } };
}

/** Many models put JSON into a fence whatever they are told; one around the whole is let pass. */
function withoutFence(text: string): string {
  return /^\s*```(?:json)?[ \t]*\r?\n([\s\S]*)\r?\n[ \t]*```\s*$/.exec(text)?.[1] ?? text;
}

function isEdit(value: unknown): value is AnswerEdit {
  if (!hasKeys(value, ['file', 'find', 'replace'])) return false;
  const { file, find, replace } = value;
  return (
    typeof file === 'string' &&
    typeof find === 'string' &&
    typeof replace === 'string' &&
    find !== '' &&
    !/[\0\ufeff]/.test(replace)
  );
}

/** An object with these keys and no others. */
function hasKeys<K extends string>(
  value: unknown,
  keys: readonly K[],
): value is Record<K, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const own = Object.keys(value);
  return own.length === keys.length && keys.every((key) => own.includes(key));
}

function problem(id: string, params?: Message['params']): { problem: Message } {
  return { problem: { id, ...(params && { params }) } };
}

function wrongForm(key: string): { problem: Message } {
  return { problem: message('ask.wrong-form', { key }) };
}
