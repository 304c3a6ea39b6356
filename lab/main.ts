/** `npm run lab`: reproduces the failures on real servers and keeps the evidence. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ATLAS_FILE, atlasSource, captureAtlas } from './atlas.ts';
import { readEvidence } from './evidence.ts';
import { fixAll, fixText, wrong } from './fixes.ts';
import type { Given } from './judged.ts';
import { judge } from './judged.ts';
import { keepEvidence } from './keep.ts';
import type { Named } from './load.ts';
import { loadScenarios } from './load.ts';
import { EVIDENCE } from './paths.ts';
import { ensurePki } from './pki.ts';
import { judgeProbed } from './probed.ts';
import { progress } from './progress.ts';
import { releases } from './releases.ts';
import { ambiguousText, reportText } from './report.ts';
import { runAll } from './run.ts';
import { serve } from './serve.ts';
import { clean, setup } from './setup.ts';
import { summarise, summaryJson, summaryText } from './summary.ts';
import { summaryPage } from './summary-page.ts';

const HELP = `npm run lab                     every scenario on every release, with every action
npm run lab -- --only GLOB      scenarios whose id matches, for example 'sni-not-sent/*' (several with commas)
               --cause ID       scenarios of one cause
               --nginx 1.22     one release (may be repeated)
               --no-actions     only the scenarios and their repairs
               --parallel N     scenarios at the same time (default 6)
               --dry            write no evidence; print what happened
npm run lab -- list             ids and titles
npm run lab -- setup            get Debian's other nginx releases (root, Debian, network)
npm run lab -- clean            remove them and the lab's working files
npm run lab -- serve ID         leave a failing pair up, to try things by hand
npm run lab -- summary          rates per signature and action, from the evidence
npm run lab -- report           how well diagnose does on the evidence
               --probe          with the upstreams up and asked as well
npm run lab -- fixes            how often fix --probe --rehearse --write makes nginx answer 200
npm run lab -- atlas            capture what each release offers by default
`;

async function main(argv: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      cause: { type: 'string' },
      nginx: { type: 'string', multiple: true },
      'no-actions': { type: 'boolean' },
      parallel: { type: 'string' },
      dry: { type: 'boolean' },
      probe: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const [command, id] = positionals;
  if (values.help) return say(HELP);
  const scenarios = (await loadScenarios()).filter(
    (s) =>
      (values.only === undefined || glob(s.id, values.only)) &&
      (values.cause === undefined || s.cause === values.cause),
  );
  if (command === 'list') return say(scenarios.map((s) => `${s.id}  ${s.title}\n`).join(''));
  if (command !== undefined) return await other(command, id, scenarios, values);
  if (scenarios.length === 0) return say('no scenario matches\n', 2);
  return await matrix(scenarios, values);
}

function glob(id: string, patterns: string): boolean {
  return patterns.split(',').some((pattern) => globOne(id, pattern));
}

function globOne(id: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(id);
}

async function matrix(
  scenarios: readonly Named[],
  values: { nginx?: string[]; 'no-actions'?: boolean; parallel?: string; dry?: boolean },
): Promise<number> {
  const wanted = values.nginx;
  const chosen = releases().filter((r) => !wanted || wanted.includes(r.id));
  if (chosen.length === 0)
    return say(
      `no such release here; there are ${releases()
        .map((r) => r.id)
        .join(', ')}\n`,
      2,
    );
  const keep = values.dry
    ? null
    : keepEvidence(chosen, new Set((await loadScenarios()).map((s) => s.id)));
  const show = progress(scenarios.length, chosen, values.dry === true);
  const handle = runAll(scenarios, chosen, {
    actions: values['no-actions'] !== true,
    parallel: Number(values.parallel ?? 6),
    finished: (scenario, records, ms) => {
      keep?.add(records);
      show.finished(scenario, records, ms);
    },
  });
  const stop = () => {
    handle.abort();
    keep?.write();
    say('\nstopped; what had finished is kept\n');
    process.exit(130);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  await handle.done;
  keep?.write();
  if (keep) writeSummary();
  return show.end();
}

async function other(
  command: string,
  id: string | undefined,
  scenarios: readonly Named[],
  values: { nginx?: string[]; probe?: boolean; parallel?: string },
): Promise<number> {
  const nginx = values.nginx ?? [];
  switch (command) {
    case 'report':
      return await report(scenarios, nginx, values.probe === true);
    case 'fixes':
      return await fixes(scenarios, nginx, Number(values.parallel ?? 6));
    case 'summary':
      return say(writeSummary());
    case 'atlas': {
      const entries = await captureAtlas(releases());
      writeFileSync(ATLAS_FILE, atlasSource(entries));
      return say(`${entries.length} ClientHellos in src/tls/atlas-data.ts\n`);
    }
    case 'setup':
      return setup(say);
    case 'clean':
      return clean(say);
    case 'serve': {
      const scenario = scenarios.find((s) => s.id === id);
      if (!scenario) return say(`no scenario ${id ?? ''}; npm run lab -- list shows them\n`, 2);
      const all = releases();
      const chosen = all.find((r) => nginx.includes(r.id)) ?? all.find((r) => r.root === '');
      if (!chosen) return say('no nginx here\n', 2);
      return await serve(scenario, chosen, say);
    }
    default:
      return say(`unknown command ${command}\n${HELP}`, 2);
  }
}

/** The rates follow the evidence at once, so that the two never disagree. */
function writeSummary(): string {
  const summary = summarise(readEvidence());
  writeFileSync(path.join(EVIDENCE, 'summary.json'), summaryJson(summary));
  writeFileSync(path.join(EVIDENCE, 'README.md'), summaryPage(summary));
  return summaryText(summary);
}

async function report(
  scenarios: readonly Named[],
  nginx: readonly string[],
  probe: boolean,
): Promise<number> {
  const evidence = readEvidence().filter((f) => nginx.length === 0 || nginx.includes(f.release));
  const pki = await ensurePki();
  const given: [Given, string][] = [
    ['log', 'Log alone'],
    ['config', 'Log and configuration'],
    ['files', 'Log, configuration and the files it names'],
  ];
  for (const [what, title] of given) say(reportText(title, judge(evidence, scenarios, pki, what)));
  if (!probe) return 0;
  const { judged, problems } = await judgeProbed(evidence, scenarios, 6);
  say(reportText('Log, configuration, files, and the upstream asked', judged));
  say(ambiguousText(judged));
  return say(problems.map((p) => `not asked: ${p}\n`).join(''));
}

/** What the built program repairs. Fails when it did something that it must never do. */
async function fixes(
  scenarios: readonly Named[],
  nginx: readonly string[],
  parallel: number,
): Promise<number> {
  const chosen = releases().filter((r) => nginx.length === 0 || nginx.includes(r.id));
  const run = await fixAll(scenarios, chosen, parallel);
  return say(fixText(run), run.fixed.some(wrong) ? 1 : 0);
}

function say(text: string, code = 0): number {
  process.stdout.write(text);
  return code;
}

// A connection that some peer left half open must not keep a finished run alive.
process.exit(await main(process.argv.slice(2)));
