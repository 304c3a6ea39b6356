/**
 * What a cause is to the engine. Each cause of the closed list has one file in
 * this folder that exports one `Cause`; `list.ts` is the one static list.
 */
import type { Incident } from '../log/incident.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import type { Edit } from '../text/edit.ts';
import type { Message } from '../text/message.ts';
import type { Versions } from '../tls/versions.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { CauseId, Family } from './ids.ts';
import type { NamedFiles } from './named-files.ts';
import type { Observation } from './observation.ts';
import type { StatedFiles } from './stated.ts';

/** Everything that is known about one incident when causes are weighed. */
export interface Case {
  readonly incident: Incident;
  /** Where the request was proxied from; null without a configuration or when nothing matches. */
  readonly path: UpstreamTls | null;
  /** Other places that the log line could equally come from. */
  readonly otherPaths: readonly UpstreamTls[];
  /** All places of the configuration that proxy (for siblings, blast radius, shared groups). */
  readonly allPaths: readonly UpstreamTls[];
  readonly config: ConfigSet | null;
  readonly versions: Versions;
  /** Certificates, keys, CRLs that the configuration names, as far as they were readable. */
  readonly files: NamedFiles;
  /** What was seen of the upstream itself: probe, `openssl s_client`, `curl -v`. */
  readonly observations: readonly Observation[];
  /** Other incidents of the same log. */
  readonly others: readonly Incident[];
  /** `--name`: the name that the upstream serves, stated by the user. */
  readonly statedName: string | null;
  /** `--ca`, `--client-certificate`: what the user has that the configuration does not name. */
  readonly statedFiles?: StatedFiles;
  /** `--resolver`: the nameserver that nginx is to ask. */
  readonly statedResolver?: string;
}

/** Where a fact was read. */
export type Source =
  | { readonly kind: 'log'; readonly input: string; readonly line: number }
  | { readonly kind: 'config'; readonly file: string; readonly start: number }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'observation'; readonly what: string }
  | { readonly kind: 'field' };

/** A fact that speaks for or against a cause. */
export interface Evidence {
  readonly message: Message;
  /**
   * Natural log of the likelihood ratio: how many times likelier the fact is
   * under this cause than under the others that the signature allows.
   * Positive speaks for, negative against; ±Infinity decides.
   */
  readonly weight: number;
  readonly source: Source;
}

export type Weakening =
  | 'verification-off'
  | 'security-level'
  | 'old-protocol'
  | 'legacy-renegotiation'
  | 'weak-cipher'
  | 'trust-leaf'
  /** The connection to the upstream would no longer be encrypted. */
  | 'encryption-off';

/** Something only the user can supply before a repair can be written. */
export interface Need {
  readonly what:
    | 'name'
    | 'ca-file'
    | 'client-certificate'
    | 'crl-file'
    | 'resolver'
    | 'upstream-change'
    | 'host-change'
    | 'upgrade';
  readonly message: Message;
  /** What it could be, and where that comes from. */
  readonly candidates: readonly { readonly value: string; readonly from: Message }[];
}

/** A change that removes the cause. With unmet `needs` it has no edits and is an instruction. */
export interface Repair {
  readonly cause: CauseId;
  readonly title: Message;
  /** Where the change is made. */
  readonly side: 'nginx' | 'upstream' | 'host';
  readonly weakens: readonly Weakening[];
  readonly needs: readonly Need[];
  readonly edits: readonly Edit[];
  /** What to do where edits cannot do it, step by step. */
  readonly steps: readonly Message[];
}

/** A command whose answer decides between causes. */
export interface Check {
  readonly command: string;
  /** What each answer means. */
  readonly answers: readonly { readonly expect: Message; readonly means: CauseId | 'other' }[];
}

export interface DeadEnd {
  /** Stable id shared with the knowledge base and the lab, for example `verify-off`. */
  readonly id: string;
  readonly why: Message;
}

export interface Cause {
  readonly id: CauseId;
  readonly family: Family;
  /**
   * Whether the incident's signature can be this cause at all, and how often it
   * is (relative weight among the causes of that signature); 0 when it cannot.
   */
  prior(c: Case): number;
  evidence(c: Case): readonly Evidence[];
  /** Ranked: trust first, exception last. */
  repairs(c: Case): readonly Repair[];
  checks(c: Case): readonly Check[];
  deadEnds(c: Case): readonly DeadEnd[];
}
