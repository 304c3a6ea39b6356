/** What a person sees while the lab runs. */
import type { Named } from './load.ts';
import type { Record } from './record.ts';
import type { Release } from './releases.ts';

export interface Progress {
  finished(scenario: Named, records: readonly Record[], milliseconds: number): void;
  /** Prints what deserves a look; returns the exit code. */
  end(): number;
}

export function progress(total: number, releases: readonly Release[], verbose: boolean): Progress {
  const began = Date.now();
  const problems: string[] = [];
  const slow: [number, string][] = [];
  let done = 0;
  const write = (text: string) => process.stderr.write(text);
  return {
    finished(scenario, records, milliseconds) {
      done += 1;
      slow.push([milliseconds, scenario.id]);
      problems.push(...judge(scenario, records, releases));
      if (verbose) write(describe(scenario, records, releases));
      const left = ((Date.now() - began) / done) * (total - done);
      if (process.stderr.isTTY) write(`\r[${done}/${total}] about ${minutes(left)} left \u001b[K`);
      else if (done % 20 === 0 || done === total)
        write(`${done} of ${total}, about ${minutes(left)} left\n`);
    },
    end() {
      write(
        `\n${total} scenarios on ${releases.length} releases in ${minutes(Date.now() - began)}\n`,
      );
      slow.sort((a, b) => b[0] - a[0]);
      const slowest = slow.slice(0, 3).map(([ms, id]) => `${id} ${(ms / 1000).toFixed(0)} s`);
      if (total > 20) write(`slowest: ${slowest.join(', ')}\n`);
      for (const problem of problems) write(`${problem}\n`);
      return problems.length === 0 ? 0 : 1;
    },
  };
}

/** A label counts only when its repair turns failure into success. */
function judge(
  scenario: Named,
  records: readonly Record[],
  releases: readonly Release[],
): string[] {
  const out: string[] = [];
  for (const [i, record] of records.entries()) {
    const where = `${scenario.id} on ${releases[i]!.id}`;
    if (record.outcome === 'not-run' && record.why !== 'not for this release')
      out.push(`not run: ${where}: ${record.why}`);
    if (record.repair === 'fails') out.push(`unproven: ${where}: fails with its repair, too`);
  }
  if (scenario.repair && records.every((r) => r.outcome === 'works'))
    out.push(`no fault: ${scenario.id} works on every release as it is`);
  if (!scenario.repair && scenario.cause !== 'control')
    out.push(`unproven: ${scenario.id} has no repair`);
  return out;
}

function describe(
  scenario: Named,
  records: readonly Record[],
  releases: readonly Release[],
): string {
  const parts = records.map((r, i) => {
    const lines = [...(r.lines ?? []), ...(r.access ?? [])].map((l) => `      ${l}`).join('\n');
    const hello = r.hellos?.map(
      (h) => `sni ${h.sni ?? '-'} (${h.versions})${h.alpn}${h.resumes ? ' resumes' : ''}`,
    );
    const actions = r.actions
      ? `\n      works: ${r.actions.works.join(' ')}\n      refused: ${r.actions.refused.join(' ')}\n      none: ${r.actions.none.join(' ')}`
      : '';
    return `  ${releases[i]!.id} ${r.outcome} ${r.statuses?.join(' ') ?? ''} repair ${r.repair ?? '-'} ${hello?.join('; ') ?? ''} ${r.why ?? ''}\n${lines}${actions}`;
  });
  return `\n${scenario.id} (${scenario.cause})\n${parts.join('\n')}\n`;
}

function minutes(ms: number): string {
  const s = Math.round(ms / 1000);
  return s < 90 ? `${s} s` : `${Math.floor(s / 60)} min ${s % 60} s`;
}
