/** A name that a variable decides is looked up at run time, by a nameserver that the configuration has to name. */
import { walk } from '../nginx/walk.ts';
import { message } from '../text/message.ts';
import { insertAt } from '../upstream/rewrite.ts';
import type { Case, Repair } from './cause.ts';
import { needyRepair } from './parts.ts';

/** Empty unless nginx says that it has no resolver. */
export function resolverRepairs(c: Case): readonly Repair[] {
  const text = c.incident.samples[0]?.text ?? '';
  if (!text.startsWith('no resolver defined to resolve ')) return [];
  const elsewhere = resolversOf(c);
  const [only] = elsewhere;
  const stated = c.statedResolver ?? null;
  const args = stated !== null ? [stated] : elsewhere.length === 1 ? only : undefined;
  const edits = args === undefined ? [] : resolving(c, args);
  if (args !== undefined && edits.length > 0) {
    const id = stated !== null ? 'repair.resolver-stated' : 'repair.resolver-configured';
    const title = message(id, { resolver: args.join(' ') });
    return [{ cause: 'not-tls', title, side: 'nginx', weakens: [], needs: [], edits, steps: [] }];
  }
  const candidates = elsewhere.map((words) => ({
    value: words.join(' '),
    from: message('need.resolver-configured'),
  }));
  const need = { what: 'resolver', message: message('need.resolver'), candidates } as const;
  const step = message('repair.resolver-step');
  return [needyRepair('not-tls', message('repair.resolver-needed'), [need], [step])];
}

function resolving({ config, allPaths, path }: Case, args: readonly string[]): Repair['edits'] {
  if (config === null || path === null) return [];
  return insertAt({ config, allPaths }, path, 'resolver', args);
}

/** Nameservers that other places name, with their parameters; each once. */
function resolversOf({ config }: Case): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  if (config === null) return [];
  for (const { directive } of walk(config)) {
    if (directive.name !== 'resolver' || directive.args.some((word) => word.opaque)) continue;
    const words = directive.args.map((word) => word.value);
    found.set(words.join(' '), words);
  }
  return [...found.values()];
}
