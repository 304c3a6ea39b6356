/** The worker behind the panel. */
import type { Language } from '../../../src/index.ts';
import { Helper } from '../helper.ts';
import { language, lastMaterial } from '../state.ts';
import type { AskAnswer, AskRequest, ShownJudgement, ShownQuestion } from './protocol.ts';

const waiting = new Map<number, (answer: AskAnswer | null) => void>();
let lastId = 0;

const helper = new Helper({
  program: 'asking',
  sentences: (spoken) => [spoken, `${spoken}-further`, `${spoken}-asking`],
  onMessage(data) {
    const answer = data as AskAnswer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  },
  onError() {
    for (const resolve of waiting.values()) resolve(null);
    waiting.clear();
  },
});

async function ask(request: AskRequest, spoken: Language): Promise<AskAnswer | null> {
  const worker = await helper.for(spoken);
  return new Promise((resolve) => {
    waiting.set(request.id, resolve);
    worker.postMessage(request);
  });
}

/** The question about an incident of the latest diagnosis; null when nothing of it is open any more. */
export async function questionAbout(
  incident: string,
  names: boolean,
): Promise<ShownQuestion | null> {
  const material = await lastMaterial(incident);
  if (material === null) return null;
  const request = { kind: 'question', id: ++lastId, material, names } as const;
  const answer = await ask(request, language.peek());
  return answer?.kind === 'question' ? answer.question : null;
}

/** What is held of an answer to the question with this id; null when that is too long ago. */
export async function judgementOf(question: number, text: string): Promise<ShownJudgement | null> {
  const spoken = language.peek();
  const request = { kind: 'judge', id: ++lastId, question, text, language: spoken } as const;
  const answer = await ask(request, spoken);
  return answer?.kind === 'judgement' ? answer.judgement : null;
}
