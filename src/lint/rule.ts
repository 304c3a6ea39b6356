/**
 * What a lint rule is. Each rule has one file in `rules/` that exports one
 * `Rule`; `list.ts` is the one static list. Its page, with the examples that
 * the tests run, is `kb/rules/<id>.yaml`.
 */
import type { NamedFiles } from '../causes/named-files.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import type { Edit, Range } from '../text/edit.ts';
import type { Message } from '../text/message.ts';
import type { Versions } from '../tls/versions.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { Scope } from '../upstream/scopes.ts';

/** `error`: requests fail or anyone can pose as the upstream. `warning`: they will. `note`: worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** Sets of rules by name: what a team starts with, everything, and what the CIS NGINX benchmark asks for. */
export type Preset = 'recommended' | 'strict' | 'cis';

export interface LintContext {
  readonly set: ConfigSet;
  /** The blocks as nginx nests them, includes expanded. */
  readonly scopes: Scope;
  /** Every place that proxies; no rule asks for the Host header, so it may be missing. */
  readonly paths: readonly UpstreamTls[];
  readonly versions: Versions;
  /** Certificates and keys that the configuration names; empty when files are not to be read. */
  readonly files: NamedFiles;
  /** The moment that validity is judged at, milliseconds since 1970. */
  readonly now: number;
  /** A certificate that expires within this many days is reported. */
  readonly expiresWithinDays: number;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: Message;
  readonly file: string;
  readonly range: Range;
  /** Other places that matter: where an inherited value is set, the other server of a group. */
  readonly related: readonly {
    readonly file: string;
    readonly range: Range;
    readonly message: Message;
  }[];
  /** The repair; empty when it needs something that only a person knows. */
  readonly edits: readonly Edit[];
  /** Why there is no repair although the rule has one, for example because the line comes from a template. */
  readonly notFixable: Message | null;
}

/** A finding as a rule states it; the rest is filled in by the engine. */
export type RawFinding = Pick<Finding, 'message' | 'file' | 'range'> &
  Partial<Pick<Finding, 'related' | 'edits' | 'notFixable' | 'severity'>>;

export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** How sure a finding is: `high` when nginx itself behaves so, `medium` when it depends on the upstream. */
  readonly confidence: 'high' | 'medium';
  /** Sections of the CIS NGINX benchmark that ask for it. */
  readonly cis: readonly string[];
  readonly presets: readonly Preset[];
  check(context: LintContext): Iterable<RawFinding>;
}
