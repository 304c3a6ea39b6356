/** What the page and its workers say to each other: plain data, so that all stay apart. */
import type {
  CauseView,
  CheckView,
  Language,
  LintRow,
  OtherEvidence,
  ReportView,
  RowView,
  Versions,
} from '../../src/index.ts';

import type { Asks, Material } from './ask/material.ts';

export type LogInput =
  | { readonly kind: 'text'; readonly text: string }
  /** `key` tells one choice of files from the next; the same files are read once. */
  | { readonly kind: 'files'; readonly key: number; readonly files: readonly File[] };

export interface Inputs {
  readonly log: LogInput;
  /** Text by path, the main file first. */
  readonly config: Readonly<Record<string, string>>;
  /** Output of `openssl s_client`, `curl -v` or `nginx -V`. */
  readonly evidence: string;
  /** What `further.ts` read out of it; null when it is empty. */
  readonly observed: OtherEvidence | null;
  /** Name that the upstream serves; empty when it is not stated. */
  readonly name: string;
  readonly language: Language;
  /** What the page calls the field of the name. */
  readonly nameField: string;
}

/** What a worker says in a language; comes before the first request in it. */
export interface Sentences {
  readonly kind: 'sentences';
  readonly language: Language;
  readonly sentences: Readonly<Record<string, string>>;
}

export type Request =
  | Sentences
  | { readonly kind: 'diagnose'; readonly id: number; readonly inputs: Inputs }
  /** What the last diagnosis was put into, for a report. */
  | { readonly kind: 'view' }
  /** What a model may be asked about an incident of the last diagnosis. */
  | { readonly kind: 'material'; readonly id: number; readonly incident: string };

export type Files = Readonly<Record<string, string>>;

/** What is worked out beside the diagnosis, in a worker of its own. */
export type FurtherRequest =
  | { readonly kind: 'evidence'; readonly text: string }
  | {
      readonly kind: 'lint';
      readonly config: Files;
      readonly versions: Versions;
      readonly language: Language;
    }
  | {
      readonly kind: 'share';
      readonly log: string;
      readonly config: Files;
      /** Host names and addresses are renamed too. */
      readonly renameHosts: boolean;
    }
  | {
      readonly kind: 'report';
      readonly format: 'html' | 'markdown';
      readonly view: ReportView;
    };

/** Either the answer, or why there is none. */
export type FurtherAnswer =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly failed: string };

export interface ShownCause extends Pick<CauseView, 'id' | 'title' | 'confidence'> {
  readonly evidence: readonly {
    readonly for: boolean;
    readonly text: string;
    readonly place: string | null;
  }[];
}

export interface ShownRepair {
  readonly title: string;
  readonly weakens: readonly string[];
  readonly needs: readonly {
    readonly text: string;
    readonly candidates: readonly { readonly value: string; readonly from: string }[];
  }[];
  readonly steps: readonly string[];
  readonly diff: string;
}

export interface ShownIncident {
  readonly id: string;
  readonly title: string;
  readonly verdict: string | null;
  readonly confidence: number;
  readonly happens: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly causes: readonly ShownCause[];
  readonly rows: readonly RowView[];
  readonly repairs: readonly ShownRepair[];
  readonly decidedBy: CheckView | null;
  readonly checks: readonly CheckView[];
  readonly deadEnds: readonly string[];
  readonly next: readonly string[];
  readonly lines: readonly string[];
  readonly asks: Asks;
}

export interface ShownFinding extends Omit<LintRow, 'related'> {
  /**
   * Where it stands in what was entered: in the output of `nginx -T` that is
   * another place than in the file that `file` and `line` name.
   */
  readonly pane: { readonly file: string; readonly line: number };
  /** In offsets of what was entered. */
  readonly edits: LintRow['edits'];
}

export interface Result {
  readonly incidents: readonly ShownIncident[];
  /** One diff with every repair that can be written; empty when there is none. */
  readonly diff: string;
  readonly notes: readonly string[];
  readonly summary: readonly string[];
  readonly versions: Versions;
  /** The beginning of the log, for what can be shared. */
  readonly head: string;
}

/** Log and configuration without their secrets, as one text. */
export interface Shared {
  readonly text: string;
  readonly taken: number;
}

export type Answer =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'progress';
      readonly id: number;
      readonly read: number;
      readonly size: number;
    }
  | { readonly kind: 'result'; readonly id: number; readonly result: Result }
  /** Null when nothing was diagnosed yet. */
  | { readonly kind: 'view'; readonly view: ReportView | null }
  /** Null when nothing of it is open. */
  | { readonly kind: 'material'; readonly id: number; readonly material: Material | null }
  /** A file of the log is no text, or could not be read to its end. */
  | {
      readonly kind: 'unreadable';
      readonly id: number;
      readonly why: 'binary' | 'lost';
      readonly file: string;
    }
  | { readonly kind: 'failed'; readonly id: number; readonly why: string };
