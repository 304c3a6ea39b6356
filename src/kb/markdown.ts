/** An entry as Markdown, for people and for agents. */
import type { Compiled } from './compile.ts';
import { intervalText, type Lang, rateText, WORDS } from './words.ts';

/** `link` turns an entry's id into an address. */
export function entryMarkdown(
  compiled: Compiled,
  lang: Lang,
  link: (id: string) => string,
): string {
  const { entry } = compiled;
  const w = (key: keyof typeof WORDS) => WORDS[key][lang];
  const out: string[] = [
    `# ${entry.title[lang]}`,
    '',
    `\`${entry.id}\``,
    '',
    entry.summary[lang],
    '',
  ];
  const section = (title: string) => out.push(`## ${title}`, '');
  if (compiled.verification) out.push(`*${verifiedText(compiled, lang)}*`, '');

  if (entry.kind === 'signature') {
    section(w('lines'));
    for (const s of entry.signatures)
      out.push(
        `OpenSSL ${s.openssl}, nginx ${s.nginx}, [${s.level}]`,
        '',
        '```',
        s.line,
        '```',
        '',
      );
    section(w('causes'));
    out.push(
      `| ${w('cause')} | ${w('share')} | ${w('threads')} | ${w('reproductions')} |`,
      '| --- | ---: | ---: | ---: |',
    );
    for (const c of compiled.causes)
      out.push(
        `| [${c.title[lang]}](${link(`nginx/${c.cause}`)}) | ${Math.round(c.share * 100)} % | ${c.threads} | ${c.scenarios} |`,
      );
    out.push('');
  } else {
    section(w('repair'));
    out.push(entry.repair[lang], '');
  }

  section(w('workarounds'));
  compiled.workarounds.forEach((workaround, i) => {
    out.push(`${i + 1}. **${workaround.title[lang]}** — ${workaroundRates(compiled, i, lang)}`);
    if (workaround.weakens) out.push(`   ${w('weakens')}`);
    for (const step of workaround.steps) out.push(`   - ${step[lang]}`);
    if (workaround.code)
      out.push(
        '',
        '   ```nginx',
        ...workaround.code
          .trimEnd()
          .split('\n')
          .map((l) => `   ${l}`),
        '   ```',
      );
    out.push(`   ${w('risk')}: ${workaround.risk[lang]}`, '');
  });

  if (compiled.tellApart.length > 0) {
    section(w('tellApart'));
    for (const { command, answers } of compiled.tellApart) {
      out.push('```', command, '```', '');
      for (const a of answers) out.push(`- ${a.expect[lang]} → \`${a.means}\``);
      out.push('');
    }
  }
  if (compiled.deadEnds.length > 0) {
    section(w('deadEnds'));
    for (const d of compiled.deadEnds)
      out.push(`- **${d.title[lang]}** (${rateText(d.rate, lang)}): ${d.why[lang]}`);
    out.push('');
  }
  if (compiled.measured.length > 0) {
    section(w('measured'));
    out.push(
      `| ${w('action')} | ${w('worked')} | ${w('interval')} | ${w('releases')} | ${w('weaker')} |`,
      '| --- | --- | --- | --- | --- |',
    );
    for (const { title, rate } of compiled.measured)
      if (rate)
        out.push(
          `| ${title[lang]} | ${rateText(rate, lang)} | ${intervalText(rate)} | ${rate.releases.join(', ')} | ${rate.weakens ?? ''} |`,
        );
    out.push('');
  }
  if (entry.versions.length > 0) {
    section(w('versions'));
    for (const v of entry.versions)
      out.push(`- ${v.product} ${v.range}: ${v.status}${v.note ? ` — ${v.note[lang]}` : ''}`);
    out.push('');
  }
  section(w('impact'));
  const [from, to] = entry.impact.minutesToFix;
  out.push(
    entry.impact.threat[lang],
    '',
    `${w('downtime')}: ${WORDS[entry.impact.downtime][lang]} · ${w('time')}: ${from}–${to} ${w('minutes')}`,
    '',
  );
  links(out, w('confusedWith'), entry.confusedWith, link);
  links(out, w('leadsTo'), entry.leadsTo, link);
  return `${out.join('\n').trimEnd()}\n`;
}

/** The rate; for a log line that with the workaround's cause and that over all causes. */
function workaroundRates({ entry, workarounds }: Compiled, i: number, lang: Lang): string {
  const w = workarounds[i];
  if (entry.kind === 'cause' || !w || w.causeRate === null) return rateText(w?.rate ?? null, lang);
  const of = (key: 'ofCause' | 'ofLine', rate: typeof w.rate) =>
    `${WORDS[key][lang]} ${rateText(rate, lang)}`;
  const both = [of('ofCause', w.causeRate), of('ofLine', w.rate)];
  return both.join(lang === 'en' ? ', ' : '，');
}

function links(
  out: string[],
  title: string,
  ids: readonly string[],
  link: (id: string) => string,
): void {
  if (ids.length > 0)
    out.push(`${title}: ${ids.map((id) => `[${id}](${link(id)})`).join(', ')}`, '');
}

export function verifiedText({ verification }: Compiled, lang: Lang): string {
  if (!verification) return WORDS.notMeasured[lang];
  const values: Record<string, string> = {
    scenarios: String(verification.scenarios),
    records: String(verification.records),
    releases: verification.releases.join(', '),
    date: verification.date ?? '',
  };
  return WORDS.verified[lang].replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');
}
