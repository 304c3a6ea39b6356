/** The pieces that most causes are made of: facts with weights, and repairs of the usual kinds. */
import { atLeast } from '../directives/version.ts';
import { type Message, message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import { setConfCommand, setDirective } from '../upstream/rewrite.ts';
import type { Case, Evidence, Need, Repair, Source, Weakening } from './cause.ts';
import type { CauseId } from './ids.ts';
import { fromLog } from './path-facts.ts';

type Params = Readonly<Record<string, string | number>>;

/** A fact under `evidence.<id>`. */
export function fact(id: string, weight: number, source: Source, params: Params = {}): Evidence {
  return { message: message(`evidence.${id}`, params), weight, source };
}

/** A fact that the log line itself tells. */
export function loggedFact(c: Case, id: string, weight: number, params: Params = {}): Evidence {
  return fact(id, weight, fromLog(c), params);
}

/** A change of one directive, or of one `*_ssl_conf_command`, of a place that proxies. */
export type Change =
  | { readonly set: string; readonly to: readonly string[] }
  | { readonly command: string; readonly to: string };

/** Edits for several changes of one place; empty without a configuration, or when all is so already. */
export function editsOf(c: Case, path: UpstreamTls | null, changes: readonly Change[]) {
  const { config, allPaths } = c;
  if (config === null || path === null) return [];
  const where = { config, allPaths };
  return changes.flatMap((change) =>
    'set' in change
      ? setDirective(where, path, change.set, change.to)
      : setConfCommand(where, path, change.command, change.to),
  );
}

interface Options {
  readonly path?: UpstreamTls | null;
  readonly weakens?: readonly Weakening[];
  readonly steps?: readonly Message[];
}

/**
 * A repair that nginx can be given. Without a configuration to change, it is
 * the same repair as an instruction: the directives stand in the steps.
 */
export function nginxRepair(
  c: Case,
  cause: CauseId,
  title: Message,
  changes: readonly Change[],
  { path = c.path, weakens = [], steps = [] }: Options = {},
): Repair {
  const edits = editsOf(c, path, changes);
  const prefix = path === null || path.module === 'stream' ? 'proxy' : path.module;
  const lines = changes.map((change) =>
    'set' in change
      ? `${prefix}_${change.set} ${change.to.join(' ')};`
      : `${prefix}_ssl_conf_command ${change.command} ${change.to};`,
  );
  const written = lines.map((line) => message('repair.write', { line }));
  return {
    cause,
    title,
    side: 'nginx',
    weakens,
    needs: [],
    edits,
    steps: edits.length > 0 ? steps : [...written, ...steps],
  };
}

/** A repair that waits for something only the reader has. */
export function needyRepair(
  cause: CauseId,
  title: Message,
  needs: readonly Need[],
  steps: readonly Message[],
): Repair {
  return { cause, title, side: 'nginx', weakens: [], needs, edits: [], steps };
}

/** A repair on the other side: what has to be done there, step by step. */
export function otherSide(
  cause: CauseId,
  side: 'upstream' | 'host',
  title: Message,
  steps: readonly Message[],
): Repair {
  const what = side === 'upstream' ? 'upstream-change' : 'host-change';
  const need: Need = { what, message: message(`need.${what}`), candidates: [] };
  return { cause, title, side, weakens: [], needs: [need], edits: [], steps };
}

/** The value in a shell line when it is harmless there, else a placeholder. */
export function shellWord(value: string | null | undefined, placeholder: string): string {
  return value && /^[\w./@:+][\w./@:+-]*$/.test(value) ? value : placeholder;
}

/** True from OpenSSL 3 on. */
export function isOpenssl3(c: Case): boolean {
  return openssl(c) >= 3;
}

/** Generation of OpenSSL as a number, 1.1, 3, 3.5; 3 when it cannot be told. */
export function openssl(c: Case): number {
  const number = Number(/^(\d+\.\d+)/.exec(c.versions.openssl)?.[1] ?? Number.NaN);
  return Number.isNaN(number) ? 3 : number;
}

/** Whether this nginx is older than a release, `olderThan(c, '1.23.4')`. */
export function olderThan(c: Case, release: string): boolean {
  return !atLeast(c.versions.nginx, release);
}
