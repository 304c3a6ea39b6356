/**
 * Builds the program proper so that it starts quickly: the sentences stand by
 * themselves, and what most commands need stands in one file.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, transform } from 'esbuild';
import { sentencesFrom, sentencesIn } from './sentences.mjs';
import { root } from './setup.mjs';

/** Files that hold the chunks which every one of these modules loads; a chunk stands in the first that fits. */
const PACKS = {
  'pack-start': ['start'],
  'pack-settings': ['commands/lint', 'commands/diagnose', 'commands/fix', 'commands/probe'],
  'pack-causes': ['commands/diagnose', 'commands/fix', 'commands/probe'],
  'pack-probe': ['probing', 'commands/probe'],
};

/** A chunk that is loaded, with its folder and its name. */
const REQUIRED = /require\("(\.\/(?:chunks\/)?)([\w-]+)\.cjs"\)/g;

/**
 * What another file takes from a chunk it would look up through two getters at each use;
 * when a chunk has run, they have nothing more to wait for.
 */
const PLAIN_EXPORTS =
  'module.exports=Object.defineProperty({...module.exports},"__esModule",{value:true});';

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
};

/** commander runs other programs as subcommands, for which it loads what takes a while. We have none. */
const withoutPrograms = {
  name: 'without-programs',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /[/\\]node_modules[/\\]commander[/\\]/.test(importer)
        ? { path: 'none', namespace: 'without-programs' }
        : undefined,
    );
    onLoad({ filter: /./, namespace: 'without-programs' }, () => ({ contents: '' }));
  },
};

/**
 * esbuild splits only ES modules, and Node takes longer to load these: it
 * resolves and links each of them asynchronously.
 */
async function asCommonJs(file, where) {
  const options = {
    // `import()` becomes `require`, which does without the loader of ES modules.
    supported: { 'dynamic-import': false },
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minify: true,
    define: { 'import.meta.url': 'ALERT40_HERE' },
  };
  const { code } = await transform(readFileSync(file, 'utf8'), options);
  const plain = `${code};${PLAIN_EXPORTS}\n`;
  const here = 'const ALERT40_HERE=require("node:url").pathToFileURL(__filename).href;';
  const placed = plain.replace(REQUIRED, (...match) => loading(...match.slice(0, 3), where));
  writeFileSync(file, code.includes('ALERT40_HERE') ? here + placed : placed);
}

/** Names of the chunks that these files load at once, and theirs. */
function loadedBy(files, outputs, found = new Set()) {
  for (const file of files) {
    if (found.has(file)) continue;
    found.add(file);
    const own = outputs[file].imports.filter((i) => i.kind === 'import-statement' && !i.external);
    loadedBy(
      own.map((i) => i.path),
      outputs,
      found,
    );
  }
  return found;
}

/** For each chunk that belongs into a pack the name of the pack. */
function packed({ outputs }) {
  const entries = new Map(Object.entries(outputs).map(([file, o]) => [o.entryPoint, file]));
  const where = new Map();
  for (const [pack, modules] of Object.entries(PACKS)) {
    const loaded = modules.map((name) => loadedBy([entries.get(`src/cli/${name}.ts`)], outputs));
    // Other files name these by their own names.
    for (const file of loaded[0])
      if (outputs[file].entryPoint === undefined && loaded.every((chunks) => chunks.has(file))) {
        const name = path.basename(file, '.cjs');
        if (!where.has(name)) where.set(name, pack);
      }
  }
  return where;
}

/** What loads this very chunk, out of its pack if it is in one. */
function loading(whole, folder, name, where) {
  return where.has(name) ? `require("${folder}${where.get(name)}.cjs")("${name}")` : whole;
}

/**
 * One file in the place of its chunks: to find and open a file costs Node as
 * much as to run it. Parentheses around a function tell V8 to compile it at once.
 */
function writePack(chunks, pack, where) {
  const own = [...where.keys()].filter((name) => where.get(name) === pack);
  const functions = own.map((name) => {
    const file = path.join(chunks, `${name}.cjs`);
    const code = readFileSync(file, 'utf8');
    rmSync(file);
    return `"${name}":(function(module,exports){${code}\n})`;
  });
  const text = `const all={${functions.join(',\n')}},loaded={};
module.exports=(name)=>{
let module=loaded[name];
if(!module){module=loaded[name]={exports:{}};all[name](module,module.exports)}
return module.exports};
`;
  writeFileSync(path.join(chunks, `${pack}.cjs`), text);
}

/** Builds `start.cjs` and what it loads into a folder. */
export async function buildProgram(folder) {
  const chunks = path.join(folder, 'chunks');
  const { metafile } = await build({
    ...common,
    entryPoints: { start: 'src/cli/start.ts' },
    outdir: folder,
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    outExtension: { '.js': '.cjs' },
    metafile: true,
    external: ['*.json'],
    plugins: [withoutPrograms, sentencesFrom((language) => `[require('./${language}.json')]`)],
  });
  for (const language of ['en', 'zh'])
    writeFileSync(
      path.join(chunks, `${language}.json`),
      JSON.stringify(await sentencesIn(language)),
    );
  const where = packed(metafile);
  await Promise.all(
    Object.keys(metafile.outputs).map((file) => asCommonJs(path.join(root, file), where)),
  );
  for (const name of Object.keys(PACKS)) writePack(chunks, name, where);
}
