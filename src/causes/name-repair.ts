/** The repair that the causes about names share: switch SNI on and give it the right name. */
import { message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import { setDirective } from '../upstream/rewrite.ts';
import type { Case, Need, Repair } from './cause.ts';
import type { CauseId } from './ids.ts';
import { chosenName, type NameCandidate, nameCandidates } from './names.ts';
import { prefixOf } from './path-facts.ts';

/** The name nginx sends, in lower case, once SNI is switched on and nothing else is changed. */
function nameOnceOn(path: UpstreamTls): string | null {
  const set = path.settings.name.value;
  if (set !== null) return set.values.length === 1 ? (set.values[0] ?? '').toLowerCase() : null;
  return path.target.kind === 'name' ? (path.target.host.values[0] ?? '').toLowerCase() : null;
}

/**
 * A variable in `*_pass` that only ever names hosts: switching SNI on is enough, and
 * writing down one name would break the others.
 */
function followsVariable(path: UpstreamTls): boolean {
  return (
    path.target.kind === 'variable' &&
    path.settings.name.value === null &&
    path.target.groups.length === 0 &&
    path.target.host.values.every((v) => !/^[\d.]+$|:/.test(v))
  );
}

/** Edits that switch SNI on, and write the name down where nginx would send another one. */
export function nameEdits(c: Case, path: UpstreamTls, name: string | null): Repair['edits'] {
  if (c.config === null) return [];
  const where = { config: c.config, allPaths: c.allPaths };
  const rename =
    name !== null && nameOnceOn(path) !== name.toLowerCase()
      ? setDirective(where, path, 'ssl_name', [name])
      : [];
  const on = path.settings.serverName.value
    ? []
    : setDirective(where, path, 'ssl_server_name', ['on']);
  return [...on, ...rename];
}

/** The name that only the reader knows. */
export function nameNeed(c: Case, candidates: readonly NameCandidate[]): Need {
  const hosts = new Set(
    (c.path?.target.groups ?? [])
      .flatMap((g) => g.peers.filter((p) => p.kind === 'name'))
      .map((p) => p.host),
  );
  const id = hosts.size > 1 ? 'need.name-per-peer' : 'need.name';
  return {
    what: 'name',
    message: message(id),
    candidates: candidates.map(({ value, from }) => ({ value, from })),
  };
}

/** The steps of the instruction, where no edit can be written. */
function steps(c: Case): Repair['steps'] {
  const prefix = c.path === null ? 'proxy_' : prefixOf(c.path.module);
  return [message('repair.name-step', { prefix })];
}

/**
 * Repairs that make nginx send, and check, the right name. `refused` are names that
 * were sent or checked already and failed.
 */
export function nameRepairs(
  c: Case,
  cause: CauseId,
  refused: readonly string[] = [],
): readonly Repair[] {
  const base = { cause, side: 'nginx', weakens: [] } as const;
  const candidates = nameCandidates(c, refused);
  const { path } = c;
  const free = path !== null && path.sni.sent === 'no' && followsVariable(path);
  const chosen = free && c.statedName === null ? null : chosenName(candidates);
  if (path === null || (chosen === null && !free)) {
    return [
      {
        ...base,
        title: message('repair.name-needed'),
        needs: [nameNeed(c, candidates)],
        edits: [],
        steps: steps(c),
      },
    ];
  }
  const edits = nameEdits(c, path, chosen?.value ?? null);
  if (edits.length === 0) return [];
  const title =
    chosen === null || nameOnceOn(path) === chosen.value.toLowerCase()
      ? message('repair.name-switch', { directive: `${prefixOf(path.module)}ssl_server_name` })
      : message('repair.name', { name: chosen.value });
  return [{ ...base, title, needs: [], edits, steps: [] }];
}
