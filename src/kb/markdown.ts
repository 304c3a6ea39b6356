/** An entry as Markdown, for people and for agents. */
import type { Compiled, Rate } from './compile.ts';
import {
  CATEGORIES,
  firstSeenText,
  intervalText,
  type Lang,
  matchTexts,
  productName,
  rateBasis,
  rateText,
  sightingText,
  statusText,
  WORDS,
} from './words.ts';

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
    `\`${entry.id}\` · ${w('category')}${colon(lang)}${CATEGORIES[entry.category][lang]}`,
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
    section(w('matching'));
    out.push(w('matchingText'), '', ...matchTexts(entry).map((row) => `- \`${row}\``), '');
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
    const { repairRate } = compiled;
    out.push(entry.repair[lang], '');
    out.push(`${w('repairMeasured')}${colon(lang)}${rateLong(repairRate, lang)}`, '');
  }

  section(w('workarounds'));
  compiled.workarounds.forEach((workaround, i) => {
    out.push(`${i + 1}. **${workaround.title[lang]}** — ${workaroundRates(compiled, i, lang)}`);
    const rate = workaround.causeRate ?? workaround.rate;
    if (rate) out.push(`   - ${basis(rate, lang)}`);
    if (workaround.weakens) out.push(`   - ${w('weakens')}`);
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
        '',
      );
    out.push(`   - ${w('risk')}${colon(lang)}${workaround.risk[lang]}`, '');
  });

  if (compiled.tellApart.length > 0) {
    section(w('tellApart'));
    for (const { command, answers } of compiled.tellApart) {
      out.push('```', command, '```', '');
      for (const a of answers)
        out.push(
          `- ${a.expect[lang]} → ${a.means === 'other' ? w('noneOfThese') : `[\`${a.means}\`](${link(`nginx/${a.means}`)})`}`,
        );
      out.push('');
    }
  }
  if (compiled.deadEnds.length > 0) {
    section(w('deadEnds'));
    for (const d of compiled.deadEnds)
      out.push(`- **${d.title[lang]}** (${rateLong(d.rate, lang)})${colon(lang)}${d.why[lang]}`);
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
  section(w('versions'));
  versions(out, compiled, lang);
  section(w('impact'));
  const [from, to] = entry.impact.minutesToFix;
  out.push(
    entry.impact.threat[lang],
    '',
    `${w('downtime')}${colon(lang)}${WORDS[entry.impact.downtime][lang]} · ${w('time')}${colon(lang)}${from}–${to} ${w('minutes')}`,
    '',
  );
  documentation(out, compiled, lang);
  if (entry.confusedWith.length + entry.leadsTo.length > 0) {
    links(out, `${w('confusedWith')}${colon(lang)}`, entry.confusedWith, link);
    links(out, `${w('leadsTo')}${colon(lang)}`, entry.leadsTo, link);
  }
  if (compiled.verification)
    out.push(`${w('records')}${colon(lang)}${compiled.verification.evidence.join(', ')}`, '');
  return `${out.join('\n').trimEnd()}\n`;
}

/** Several entries for a terminal, with ids for addresses. */
export function entriesText(found: readonly Compiled[], lang: Lang): string {
  return found
    .map((c) => entryMarkdown(c, lang, (id) => id))
    .join('\n---\n\n')
    .trimEnd();
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

/** The rate with its interval, scenarios and releases. */
function rateLong(rate: Rate | null, lang: Lang): string {
  const text = rateText(rate, lang);
  return rate === null ? text : `${text}${lang === 'en' ? '; ' : '，'}${basis(rate, lang)}`;
}

function basis(rate: Rate, lang: Lang): string {
  const comma = lang === 'en' ? ', ' : '，';
  return `${WORDS.interval[lang]} ${intervalText(rate)}${comma}${rateBasis(rate, lang)}`;
}

function versions(out: string[], { entry, sightings }: Compiled, lang: Lang): void {
  out.push(`- ${WORDS.firstSeen[lang]}${colon(lang)}${firstSeenText(entry, lang)}`);
  for (const v of entry.versions) {
    const note = v.note ? ` — ${v.note[lang]}` : '';
    out.push(
      `- ${productName(v.product)} ${v.range}${colon(lang)}${statusText(v.status, lang)}${note}`,
    );
  }
  out.push('');
  if (sightings.length === 0) return;
  out.push(`| ${WORDS.onRelease[lang]} | ${WORDS.occurred[lang]} |`, '| --- | --- |');
  for (const s of sightings)
    out.push(`| nginx ${s.nginx}, OpenSSL ${s.openssl} | ${sightingText(s, lang)} |`);
  out.push('');
}

function documentation(out: string[], { entry, official }: Compiled, lang: Lang): void {
  if (official.length + entry.documentation.length === 0) return;
  out.push(`## ${WORDS.documentation[lang]}`, '');
  for (const { directive, module, url } of official)
    out.push(`- [${directive} (${module})](${url})`);
  for (const { title, url } of entry.documentation) out.push(`- [${title}](${url})`);
  out.push('');
}

function colon(lang: Lang): string {
  return lang === 'en' ? ': ' : '：';
}

function links(
  out: string[],
  title: string,
  ids: readonly string[],
  link: (id: string) => string,
): void {
  if (ids.length > 0) out.push(`${title}${ids.map((id) => `[${id}](${link(id)})`).join(', ')}`, '');
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
