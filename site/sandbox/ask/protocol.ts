/** What the page and its worker say to each other about a model: plain data. */
import type { Judgement } from '../../../src/ask/judge.ts';
import type { Prompt } from '../../../src/ask/provider.ts';
import type { Language } from '../../../src/index.ts';
import type { Material } from './material.ts';

export type AskRequest =
  | {
      readonly kind: 'question';
      readonly id: number;
      readonly material: Material;
      /** Rename host names and addresses. */
      readonly names: boolean;
    }
  | {
      readonly kind: 'judge';
      readonly id: number;
      /** Id of the request that brought the question. */
      readonly question: number;
      readonly text: string;
      readonly language: Language;
    };

export interface ShownQuestion {
  readonly id: number;
  readonly prompt: Prompt;
  /** How many places were redacted. */
  readonly taken: number;
  /** Files that were too large to be sent. */
  readonly left: readonly string[];
}

export interface ShownJudgement extends Pick<Judgement, 'outcome' | 'why' | 'alsoChanged'> {
  readonly cause: string | null;
  readonly reasons: readonly string[];
  readonly diff: string;
}

/** A null judgement: the question is not there any more. */
export type AskAnswer =
  | { readonly kind: 'question'; readonly id: number; readonly question: ShownQuestion }
  | { readonly kind: 'judgement'; readonly id: number; readonly judgement: ShownJudgement | null };
