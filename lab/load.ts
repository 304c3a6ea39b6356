/** Finds the scenarios: every `lab/scenarios/CAUSE/NAME.ts`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { globSync } from 'tinyglobby';
import { LAB, WORK } from './paths.ts';
import type { Scenario } from './scenario.ts';

export interface Named extends Scenario {
  /** `CAUSE/NAME`. */
  readonly id: string;
}

/** All scenarios, sorted by id. */
export async function loadScenarios(): Promise<Named[]> {
  const dir = path.join(LAB, 'scenarios');
  const files = globSync('*/*.ts', { cwd: dir }).sort();
  const imports = files.map((f, i) => `import s${i} from ${JSON.stringify(`./${f}`)};`);
  const list = files.map((f, i) => `{...s${i}, id: ${JSON.stringify(f.replace(/\.ts$/, ''))}}`);
  const { outputFiles } = await build({
    stdin: {
      contents: `${imports.join('\n')}\nexport default [${list.join(',\n')}];`,
      resolveDir: dir,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  mkdirSync(WORK, { recursive: true });
  const out = path.join(WORK, `scenarios.${process.pid}.${Date.now()}.mjs`);
  writeFileSync(out, outputFiles[0]!.contents);
  const module = (await import(/* @vite-ignore */ pathToFileURL(out).href)) as {
    default: Named[];
  };
  rmSync(out, { force: true });
  return module.default;
}
