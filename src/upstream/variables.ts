/**
 * What a value with variables can be, as far as the configuration tells.
 * `set` is followed in the order in which nginx runs it (server level, then the
 * location that serves the request), tables give the set of their values, and
 * what only a request or the running server knows is named as such.
 */
import { RUNTIME_SETTERS } from '../directives/passes.ts';
import type { Word } from '../nginx/tree.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { type Assigned, Assignments } from './assignments.ts';
import { builtinWhy } from './builtin.ts';
import type { Possible, ServerBlock } from './model.ts';
import { concat, constant, oneOf, onlyValue, union, unknown } from './possible.ts';
import { allScopes, definingScopes, type Scope } from './scopes.ts';
import { firstName, hasSsl, isExactName, portOf } from './server-names.ts';
import { type Table, tableOf } from './tables.ts';
import { isConstant, type Part, partsOf } from './text-parts.ts';

export interface Place {
  readonly scope: Scope;
  /** Value of `$proxy_host` there; null while it is being found out. */
  readonly proxyHost: Possible | null;
}

type Text = Pick<Word, 'value' | 'opaque'>;

/** A value that takes more than this to work out is left open; real ones take a handful. */
const MAX_STEPS = 2000;

export class Variables {
  private readonly http = new Map<string, Table>();
  private readonly stream = new Map<string, Table>();
  private readonly nginx: string;
  private readonly sought: Set<string> | null;
  /** All scopes, for the few questions that are about the whole configuration. */
  private readonly whole: () => Scope;
  private readonly assignments: Assignments;
  private readonly wholeTables = new Map<Table, Possible>();
  private namedCaptures: Set<string> | null = null;
  private runtimeNames: Set<string> | null = null;
  /** Names being worked out: nginx refuses circles, and here they end. */
  private readonly busy = new Set<string>();
  private steps = 0;

  /** Names that are looked for in the whole configuration are added to `sought`. */
  constructor(
    root: Scope,
    whole: () => Scope,
    set: ConfigSet,
    nginx: string,
    sought: Set<string> | null,
  ) {
    this.whole = whole;
    this.sought = sought;
    this.nginx = nginx;
    this.assignments = new Assignments((word, scope, env) =>
      this.join(
        word.value,
        partsOf(word),
        { scope, proxyHost: null },
        (name) => env.get(name) ?? null,
      ),
    );
    for (const scope of definingScopes(root)) {
      const tables = scope.stream ? this.stream : this.http;
      for (const at of scope.definitions) {
        const table = tableOf(at, set);
        if (table) tables.set(table.variable, table);
      }
    }
  }

  evaluate(word: Text, place: Place): Possible {
    if (isConstant(word)) return constant(word.value);
    return this.evaluateParts(word.value, partsOf(word), place);
  }

  evaluateParts(written: string, parts: readonly Part[], place: Place): Possible {
    return this.join(written, parts, place, (name) => this.assignments.at(place.scope, name));
  }

  private join(
    written: string,
    parts: readonly Part[],
    place: Place,
    assigned: (name: string) => Assigned | null,
  ): Possible {
    if (parts.length === 0) return constant('', written);
    const values = parts.map((part): Possible => {
      if (part.kind === 'text') return constant(part.text);
      if (part.kind === 'template') return unknown(part.text, 'template');
      return this.variable(part.name, place, assigned);
    });
    return concat(written, values);
  }

  private variable(
    name: string,
    place: Place,
    assignedTo: (name: string) => Assigned | null,
  ): Possible {
    if (this.busy.size === 0) this.steps = 0;
    if (++this.steps > MAX_STEPS) return unknown(`$${name}`, 'undefined');
    const assigned = assignedTo(name);
    if (assigned?.definite) return assigned.value;
    if (this.busy.has(name)) return unknown(`$${name}`, 'undefined');
    this.busy.add(name);
    const value = this.unassigned(name, place);
    this.busy.delete(name);
    return assigned ? union(`$${name}`, [assigned.value, value]) : value;
  }

  private unassigned(name: string, place: Place): Possible {
    const defined = this.defined(name, place);
    if (defined) return defined;
    const elsewhere = this.assignments.elsewhere(place.scope, name);
    // Never run for this request: nginx then uses the empty text.
    if (elsewhere) return union(`$${name}`, [elsewhere, constant('')]);
    this.sought?.add(name);
    if (this.assignments.anywhere(this.whole(), name)) return constant('', `$${name}`);
    if (this.captures().has(name)) return unknown(`$${name}`, 'regex-capture');
    if (this.runtime().has(name)) return unknown(`$${name}`, 'runtime');
    return unknown(`$${name}`, 'undefined');
  }

  /** Tables and what nginx itself defines. */
  private defined(name: string, place: Place): Possible | null {
    const table = (place.scope.stream ? this.stream : this.http).get(name);
    if (table) return this.table(table, place);
    return this.builtin(name, place);
  }

  private table(table: Table, place: Place): Possible {
    const written = `$${table.variable}`;
    const source = table.source ? this.evaluate(table.source, place) : null;
    if (table.kind === 'map' && source?.complete) {
      const found = source.values.flatMap((v) => this.lookUp(table, v));
      return union(
        written,
        found.map((w) => this.evaluate(w, place)),
      );
    }
    const known = this.wholeTables.get(table);
    if (known) return known;
    const all = union(
      written,
      table.values.map((w) => this.evaluate(w, place)),
    );
    if (table.values.every(isConstant)) this.wholeTables.set(table, all);
    return all;
  }

  private lookUp(table: Table, value: string): readonly Word[] {
    const exact = table.exact.get(value.toLowerCase());
    if (exact) return [exact];
    const empty: Word = { start: 0, end: 0, value: '', quote: null, opaque: false };
    return [...table.patterns.map((p) => p.value), table.fallback ?? empty];
  }

  private builtin(name: string, place: Place): Possible | null {
    const written = `$${name}`;
    const { server } = place.scope;
    switch (name) {
      case 'proxy_host':
        return place.proxyHost ?? unknown(written, 'runtime');
      case 'server_name':
        return server ? constant(firstName(server), written) : unknown(written, 'runtime');
      case 'nginx_version':
        return constant(this.nginx, written);
      case 'is_args':
        return oneOf(written, ['', '?']);
      case 'scheme':
        return oneOf(written, schemesOf(server));
      case 'server_port':
        return portsOf(server, written);
      case 'host':
      case 'http_host':
        return unknown(written, 'client-host', written, server?.names.filter(isExactName) ?? []);
    }
    const why = builtinWhy(name);
    return why ? unknown(written, why) : null;
  }

  private captures(): ReadonlySet<string> {
    if (this.namedCaptures) return this.namedCaptures;
    const names = new Set<string>();
    const collect = (text: string) => {
      for (const m of text.matchAll(/\(\?P?[<'](\w+)[>']/g)) names.add((m[1] ?? '').toLowerCase());
    };
    for (const scope of allScopes(this.whole())) {
      for (const w of scope.at?.directive.args ?? []) collect(w.value);
      for (const name of scope.own.get('server_name') ?? []) {
        for (const w of name.directive.args) collect(w.value);
      }
      for (const r of scope.own.get('rewrite') ?? []) collect(r.directive.args[0]?.value ?? '');
    }
    for (const table of [...this.http.values(), ...this.stream.values()]) {
      for (const p of table.patterns) collect(p.key);
    }
    this.namedCaptures = names;
    return names;
  }

  private runtime(): ReadonlySet<string> {
    if (this.runtimeNames) return this.runtimeNames;
    const names = new Set<string>();
    for (const scope of allScopes(this.whole())) {
      for (const [name, list] of scope.own) {
        if (!RUNTIME_SETTERS.has(name)) continue;
        for (const at of list) for (const w of at.directive.args) names.add(variableName(w.value));
      }
      for (const at of scope.definitions) {
        for (const item of at.directive.block?.items ?? []) {
          if (item.kind === 'directive') names.add(variableName(item.name));
        }
      }
    }
    names.delete('');
    this.runtimeNames = names;
    return names;
  }
}

function variableName(text: string): string {
  return text.startsWith('$') ? text.slice(1).toLowerCase() : '';
}

function schemesOf(server: ServerBlock | null): string[] {
  if (!server) return ['http', 'https'];
  const kinds = new Set(server.listens.map((l) => (hasSsl(l) ? 'https' : 'http')));
  return ['http', 'https'].filter((s) => kinds.has(s as 'http' | 'https'));
}

function portsOf(server: ServerBlock | null, written: string): Possible {
  const ports = server?.listens.map(portOf) ?? [];
  const known = ports.filter((p) => p !== null).map(String);
  const p = oneOf(written, known);
  return onlyValue(p) !== null
    ? p
    : { ...p, complete: known.length > 0 && known.length === ports.length };
}
