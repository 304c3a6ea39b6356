/** What the page and its worker say to each other: plain data, so that both stay apart. */
import type { CauseView, CheckView, Language, LintRow, RowView } from '../../src/index.ts';

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
  /** Name that the upstream serves; empty when it is not stated. */
  readonly name: string;
  readonly language: Language;
  /** Host names and addresses are renamed in what can be shared. */
  readonly renameHosts: boolean;
}

export type Request =
  | { readonly kind: 'diagnose'; readonly id: number; readonly inputs: Inputs }
  /** What the diagnosis says in a language; comes before the first request in it. */
  | {
      readonly kind: 'sentences';
      readonly language: Language;
      readonly sentences: Readonly<Record<string, string>>;
    };

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
  readonly lint: readonly ShownFinding[];
  readonly notes: readonly string[];
  readonly summary: readonly string[];
  readonly reports: { readonly html: string; readonly markdown: string };
  readonly shared: { readonly text: string; readonly taken: number };
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
  /** A file of the log is no text, or could not be read to its end. */
  | {
      readonly kind: 'unreadable';
      readonly id: number;
      readonly why: 'binary' | 'lost';
      readonly file: string;
    }
  | { readonly kind: 'failed'; readonly id: number; readonly why: string };
