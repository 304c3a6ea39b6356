/** The summary as a page (`lab/evidence/README.md`); generated, and held to the evidence by a test. */
import { ACTIONS } from './actions/list.ts';
import type { Rate, SignatureSummary, Summary } from './summary.ts';

/** Shown for every signature, whether they ever worked or not: what is most often advised. */
const OFTEN_ADVISED = [
  'restrict-protocols-ciphers',
  'verify-off',
  'restart',
  'reload',
  'upgrade-nginx',
  'longer-timeouts',
  'set-host-header',
  'session-reuse-off',
  'seclevel-0',
  'verify-on-with-ca',
];

export function summaryPage(summary: Summary): string {
  const releases = summary.releases.map((r) => `${r.nginx} (OpenSSL ${r.openssl})`).join(', ');
  const lines = [
    '# What worked',
    '',
    'Written by `npm run lab -- summary` from the records beside it; not by hand.',
    '',
    `${summary.scenarios} scenarios on nginx ${releases}: ${summary.records} records, ${summary.failures} of them failures, ${summary.proven} proven by their repair; ${summary.attempts} attempts with ${ACTIONS.length} actions.`,
    '',
    'A share is the mean over scenarios (each the mean of its releases) with its 95 % interval after Wilson; releases of one scenario are not counted as independent. *Field* weighs each cause by how many of the public threads that state a cause name it behind this signature; it is missing where none does. An action that lowers security says so. Shares describe these reproductions: a scenario was written for every cause, however rare.',
  ];
  for (const s of summary.signatures) lines.push(...section(s));
  lines.push('', '## The actions', '', '| id | what is done |', '|---|---|');
  for (const a of ACTIONS) lines.push(`| \`${a.id}\` | ${a.does.replaceAll('|', '\\|')} |`);
  return `${lines.join('\n')}\n`;
}

function section(s: SignatureSummary): string[] {
  const rows = Object.entries(s.actions)
    .filter(([id, r]) => r.worked > 0 || OFTEN_ADVISED.includes(id))
    .sort(([, a], [, b]) => b.share - a.share);
  const causes = Object.entries(s.causes).map(([cause, n]) => `${cause} ${n}`);
  return [
    '',
    `## ${s.signature}`,
    '',
    `${s.scenarios} scenarios, ${s.records} records: ${causes.join(', ')}.`,
    '',
    '| action | worked | share | field | releases | weakens |',
    '|---|---|---|---|---|---|',
    ...rows.map(([id, r]) => row(id, r)),
  ];
}

function row(id: string, r: Rate): string {
  const share = `${percent(r.share)} [${percent(r.low)}, ${percent(r.high)}]`;
  const field = r.weighted === null ? '' : percent(r.weighted);
  return `| \`${id}\` | ${r.worked} of ${r.of} | ${share} | ${field} | ${r.releases.join(' ')} | ${r.weakens ?? ''} |`;
}

function percent(x: number): string {
  return `${(100 * x).toFixed(0)} %`;
}
