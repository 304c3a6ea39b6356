/** `set` as the rewrite module runs it: server level first, then the serving location, `if` by `if`. */
import type { Word } from '../nginx/tree.ts';
import type { Possible } from './model.ts';
import { union } from './possible.ts';
import { allScopes, enclosing, type Scope } from './scopes.ts';

export interface Assigned {
  readonly value: Possible;
  /** False when there is a way to the proxy on which the variable was not assigned. */
  readonly definite: boolean;
}

type Env = Map<string, Assigned>;
type Evaluate = (word: Word, scope: Scope, env: ReadonlyMap<string, Assigned>) => Possible;

export class Assignments {
  private readonly evaluate: Evaluate;
  private readonly envs = new Map<Scope, Env>();
  private readonly setters = new Map<Scope, Map<string, Scope[]>>();
  /** Scopes whose assignments are being computed, so that circles end. */
  private readonly busy = new Set<Scope>();
  private readonly joined = new Map<readonly Scope[], Possible>();
  private allNames: Set<string> | null = null;

  constructor(evaluate: Evaluate) {
    this.evaluate = evaluate;
  }

  /** What `$name` was set to when the request is proxied from `scope`. */
  at(scope: Scope, name: string): Assigned | null {
    return runsNothing(scope) ? null : (this.envOf(scope).get(name) ?? null);
  }

  /**
   * Values that other locations of the same server set it to: a rewrite, `try_files` or
   * `error_page` may have led here from there. Null when none does.
   */
  elsewhere(scope: Scope, name: string): Possible | null {
    const server = enclosing(scope, ['server', 'stream-server']);
    const scopes = server && this.settersIn(server).get(name);
    if (!scopes) return null;
    const known = this.joined.get(scopes);
    if (known) return known;
    const free = scopes.filter((s) => !this.busy.has(s));
    const values = free.flatMap((s) => this.envOf(s).get(name)?.value ?? []);
    if (values.length === 0) return null;
    const all = union(`$${name}`, values);
    if (free.length === scopes.length) this.joined.set(scopes, all);
    return all;
  }

  /** Whether any server sets it. */
  anywhere(root: Scope, name: string): boolean {
    if (!this.allNames) {
      this.allNames = new Set();
      for (const scope of allScopes(root)) {
        for (const at of scope.own.get('set') ?? [])
          this.allNames.add(nameOf(at.directive.args[0]));
      }
    }
    return this.allNames.has(name);
  }

  private settersIn(server: Scope): Map<string, Scope[]> {
    const known = this.setters.get(server);
    if (known) return known;
    const setters = new Map<string, Scope[]>();
    for (const scope of allScopes(server)) {
      for (const at of scope.own.get('set') ?? []) {
        const name = nameOf(at.directive.args[0]);
        const list = setters.get(name);
        if (list) list.push(scope);
        else setters.set(name, [scope]);
      }
    }
    this.setters.set(server, setters);
    return setters;
  }

  private envOf(scope: Scope): Env {
    const known = this.envs.get(scope);
    if (known) return known;
    if (this.busy.has(scope)) return new Map();
    this.busy.add(scope);
    const env = this.compute(scope);
    this.busy.delete(scope);
    this.envs.set(scope, env);
    return env;
  }

  private compute(scope: Scope): Env {
    if (scope.level === 'limit_except' && scope.parent) return this.envOf(scope.parent);
    const location = enclosing(scope, ['location']);
    if (!location) return this.run(scope.rewrites, new Map(), scope, null);
    const server = enclosing(scope, ['server']);
    const base: Env = server ? this.envOf(server) : new Map();
    if (location.rewrites.length === 0) return base;
    return this.run(location.rewrites, new Map(base), location, scope === location ? null : scope);
  }

  private run(rewrites: Scope['rewrites'], start: Env, scope: Scope, taken: Scope | null): Env {
    let env = start;
    const exits: Env[] = [];
    for (const item of rewrites) {
      if ('level' in item) {
        const inner = this.run(item.rewrites, new Map(env), scope, taken);
        if (item === taken) env = inner;
        else if (has(item, 'return')) continue;
        else if (has(item, 'break')) exits.push(inner);
        else env = either(env, inner);
      } else if (item.directive.name === 'set') {
        this.assign(item.directive.args, env, scope);
      } else if (item.directive.name === 'break') {
        break;
      }
    }
    return exits.reduce(either, env);
  }

  private assign(args: readonly Word[], env: Env, scope: Scope) {
    const [target, value] = args;
    if (!target || !value) return;
    env.set(nameOf(target), { value: this.evaluate(value, scope, env), definite: true });
  }
}

/** Nothing of the rewrite module stands at the location or its server, as in most. */
function runsNothing(from: Scope): boolean {
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    if (scope.rewrites.length > 0) return false;
  }
  return true;
}

function has(scope: Scope, directive: string): boolean {
  return scope.rewrites.some((r) => !('level' in r) && r.directive.name === directive);
}

function either(a: Env, b: Env): Env {
  const joined: Env = new Map();
  for (const name of new Set([...a.keys(), ...b.keys()])) {
    const left = a.get(name);
    const right = b.get(name);
    if (left && right) {
      joined.set(name, {
        value:
          left.value === right.value ? left.value : union(`$${name}`, [left.value, right.value]),
        definite: left.definite && right.definite,
      });
    } else joined.set(name, { value: (left ?? right)!.value, definite: false });
  }
  return joined;
}

function nameOf(word: Word | undefined): string {
  return word?.value.startsWith('$') ? word.value.slice(1).toLowerCase() : '';
}
