/** Where a configuration makes nginx write its error log. */
import path from 'node:path';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { walk } from '../nginx/walk.ts';

export interface ErrorLogs {
  /** Files, each once. */
  readonly files: readonly string[];
  /** Targets that are not files: `stderr`, `syslog:…`. */
  readonly elsewhere: readonly string[];
}

/** What is compiled into nginx and decides where there is no directive. */
interface Defaults {
  readonly prefix: string;
  readonly errorLogPath: string;
}

/** All targets of `error_log`, and the compiled-in one where the main level has none. */
export function errorLogsOf(config: ConfigSet, defaults: Defaults | null): ErrorLogs {
  const files = new Set<string>();
  const elsewhere = new Set<string>();
  let main = false;
  for (const { directive, parent } of walk(config)) {
    if (directive.name !== 'error_log') continue;
    if (parent === null) main = true;
    const target = directive.args[0]?.value ?? '';
    if (target === '' || target === '/dev/null') continue;
    if (/^(?:stderr$|syslog:|memory:|\/dev\/std)/.test(target)) elsewhere.add(target);
    else files.add(path.resolve(defaults?.prefix ?? path.dirname(config.main), target));
  }
  if (!main && defaults !== null) files.add(defaults.errorLogPath);
  return { files: [...files], elsewhere: [...elsewhere] };
}
