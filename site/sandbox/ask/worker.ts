/** Makes questions out of what the engine hands over, and judges answers. Loaded with the panel that asks. */
import { type JudgeContext, judge } from '../../../src/ask/judge.ts';
import { givenTo, questionOf } from '../../../src/ask/question.ts';
import { diffOf, printable, say } from '../../../src/index.ts';
import { addSentences } from '../../../src/report/messages/catalogue.ts';
import { message } from '../../../src/text/message.ts';
import type { Sentences } from '../protocol.ts';
import type { AskAnswer, AskRequest, ShownJudgement, ShownQuestion } from './protocol.ts';

type Asked<Kind extends AskRequest['kind']> = Extract<AskRequest, { kind: Kind }>;

/** Questions with what their answers are judged by: what was entered may change meanwhile. */
const contexts = new Map<number, JudgeContext>();
/** They hold whole configurations, and an answer comes to one of the last questions. */
const MOST_CONTEXTS = 4;

function questioned({ id, material, names }: Asked<'question'>): ShownQuestion {
  const { incident, open, versions, evidence, language } = material;
  const { config, path } = incident.source.case;
  const { nginx } = versions;
  const question = questionOf({ incident, open, config, evidence, nginx, language, names });
  contexts.set(id, { question, config, versions, path, given: givenTo(incident, evidence) });
  for (const old of [...contexts.keys()].slice(0, -MOST_CONTEXTS)) contexts.delete(old);
  const { prompt, taken, left } = question;
  return { id, prompt, taken, left };
}

function judged({ question, text, language }: Asked<'judge'>): ShownJudgement | null {
  const context = contexts.get(question);
  if (context === undefined) return null;
  const { outcome, cause, why, reasons, edits, alsoChanged } = judge(text, context);
  return {
    outcome,
    cause: cause && printable(say(message(`cause.${cause}`), language)),
    why: printable(why),
    reasons: reasons.map((reason) => printable(say(reason, language))),
    diff: diffOf(edits, context.config),
    alsoChanged,
  };
}

self.onmessage = ({ data }: MessageEvent<Sentences | AskRequest>) => {
  if (data.kind === 'sentences') {
    addSentences(data.language, data.sentences);
    return;
  }
  const answer = (message: AskAnswer) => self.postMessage(message);
  const { id } = data;
  if (data.kind === 'question') answer({ kind: 'question', id, question: questioned(data) });
  else answer({ kind: 'judgement', id, judgement: judged(data) });
};
