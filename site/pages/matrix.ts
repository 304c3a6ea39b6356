/** What was measured, as a picture: causes down, actions across. */
import { FAMILIES } from '../../src/causes/ids.ts';
import type { Both, Material, Rate } from '../../src/kb/compile.ts';
import type { CauseEntry } from '../../src/kb/schema.ts';
import { WORDS as KB, type Lang, rateText } from '../../src/kb/words.ts';
import { html } from '../../src/report/html-text.ts';
import { fileOf, type Link, type Page } from '../page.ts';

const WORDS = {
  title: { en: 'What helps against what', zh: '什么做法能解决什么故障' },
  summary: {
    en: 'Every action that people try, tried on every cause that real servers reproduce: {scenarios} scenarios on nginx {releases}, {attempts} attempts.',
    zh: '把人们常用的每种做法逐一用于真实服务器复现的每种原因：{scenarios} 个场景，nginx {releases}，共 {attempts} 次尝试。',
  },
  never: { en: 'never helped', zh: '从未奏效' },
  always: { en: 'always helped', zh: '总是有效' },
  blank: { en: 'does not apply', zh: '不适用' },
  weaker: { en: 'lowers security', zh: '会降低安全性' },
  table: { en: 'The same as a table', zh: '以表格查看' },
  reading: {
    en: 'A row is a cause, a column an action. The colour is the share of reproductions in which every request came through afterwards. An outlined column lowers security.',
    zh: '行是原因，列是做法。颜色表示采取该做法后所有请求都成功的复现比例。带框的列会降低安全性。',
  },
} as const;

const CELL = 18;
const LEFT = 400;
const TOP = 250;

interface Grid {
  readonly rows: readonly { readonly id: string; readonly title: Both }[];
  readonly columns: readonly {
    readonly id: string;
    readonly title: Both;
    readonly weakens: boolean;
  }[];
  readonly rate: (cause: string, action: string) => Rate | null;
}

export function matrixPage(material: Material): Page {
  const grid = gridOf(material);
  const summary = filled(material);
  return {
    name: 'matrix',
    title: WORDS.title,
    summary,
    wide: true,
    other: [['application/json', 'api/v1/matrix.json']],
    data: (lang) => ({ '@type': 'Dataset', name: WORDS.title[lang], license: 'Apache-2.0' }),
    body: (lang, link) =>
      [
        `<h1>${html(WORDS.title[lang])}</h1>`,
        `<p class="lead">${html(summary[lang])}</p>`,
        `<p class="dim">${html(WORDS.reading[lang])}</p>`,
        legend(lang),
        `<div class="scroll" tabindex="0" role="region" aria-label="${html(WORDS.title[lang])}">${picture(grid, lang, link)}</div>`,
        `<details><summary>${html(WORDS.table[lang])}</summary>${table(grid, lang, link)}</details>`,
      ].join('\n'),
  };
}

function gridOf({ entries, actions, evidence }: Material): Grid {
  const rates = new Map(evidence.causes.map((c) => [c.cause, c.actions]));
  const order = Object.keys(FAMILIES);
  const rows = entries
    .filter((e): e is CauseEntry => e.kind === 'cause' && rates.has(e.cause))
    .sort((a, b) => order.indexOf(a.cause) - order.indexOf(b.cause))
    .map((e) => ({ id: e.cause, title: e.title }));
  const columns = actions
    .map(({ id, title }) => {
      const all = evidence.causes.flatMap((c) => c.actions[id] ?? []);
      return { id, title, tried: all.length, weakens: all.some((r) => r.weakens !== null) };
    })
    .filter(({ tried }) => tried > 0);
  return { rows, columns, rate: (cause, action) => rates.get(cause)?.[action] ?? null };
}

function filled({ evidence }: Material): Both {
  const attempts = evidence.causes.reduce(
    (sum, c) => sum + Object.values(c.actions).reduce((n, r) => n + r.of, 0),
    0,
  );
  const scenarios = evidence.causes.reduce((sum, c) => sum + c.scenarios, 0);
  const fill = (lang: Lang) =>
    WORDS.summary[lang]
      .replace('{scenarios}', String(scenarios))
      .replace('{releases}', evidence.releases.map((r) => r.nginx).join(', '))
      .replace('{attempts}', attempts.toLocaleString('en'));
  return { en: fill('en'), zh: fill('zh') };
}

/** Eleven steps, so that the picture needs no inline style. */
function step(rate: Rate | null): string {
  return rate === null ? 'h-none' : `h${Math.round(rate.share * 10)}`;
}

function legend(lang: Lang): string {
  const steps = Array.from(
    { length: 11 },
    (_, i) => `<rect class="h${i}" x="${i * 16}" width="16" height="12"/>`,
  );
  return `<p class="legend">${html(WORDS.never[lang])} <svg viewBox="0 0 176 12" aria-hidden="true">${steps.join('')}</svg> ${html(WORDS.always[lang])} <svg class="one" viewBox="0 0 16 12" aria-hidden="true"><rect class="h-none" width="16" height="12"/></svg> ${html(WORDS.blank[lang])} <svg class="one" viewBox="-1 -1 18 14" aria-hidden="true"><rect class="weak" width="16" height="12"/></svg> ${html(WORDS.weaker[lang])}</p>`;
}

function picture(grid: Grid, lang: Lang, link: Link): string {
  const width = LEFT + grid.columns.length * CELL + 220;
  const height = TOP + grid.rows.length * CELL + 4;
  const heads = grid.columns.map((c, i) => {
    const x = LEFT + i * CELL + CELL / 2 + 4;
    return `<text class="col" x="${x}" y="${TOP - 6}" transform="rotate(-50 ${x} ${TOP - 6})">${html(c.title[lang])}</text>`;
  });
  const rows = grid.rows.map((row, j) => {
    const y = TOP + j * CELL;
    const cells = grid.columns.map((column, i) => {
      const rate = grid.rate(row.id, column.id);
      const said = rate === null ? WORDS.blank[lang] : rateText(rate, lang);
      const title = `${row.title[lang]} × ${column.title[lang]}: ${said}`;
      return `<rect class="${step(rate)}" x="${LEFT + i * CELL}" y="${y}" width="${CELL - 1}" height="${CELL - 1}"><title>${html(title)}</title></rect>`;
    });
    return `<a href="${link(fileOf(`nginx/${row.id}`, lang))}"><text class="row" x="${LEFT - 8}" y="${y + 13}">${html(row.title[lang])}</text></a>${cells.join('')}`;
  });
  const weak = grid.columns.flatMap((c, i) =>
    c.weakens
      ? `<rect class="weak" x="${LEFT + i * CELL - 1}" y="${TOP - 1.5}" width="${CELL + 1}" height="${grid.rows.length * CELL + 1.5}"/>`
      : [],
  );
  return `<svg class="matrix" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${heads.join('')}${rows.join('')}${weak.join('')}</svg>`;
}

function table(grid: Grid, lang: Lang, link: Link): string {
  const rows = grid.rows.flatMap((row) => {
    const tried = grid.columns
      .flatMap((column) => {
        const rate = grid.rate(row.id, column.id);
        return rate === null ? [] : [{ column, rate }];
      })
      .sort((a, b) => b.rate.share - a.rate.share);
    const helped = tried.filter(({ rate }) => rate.worked > 0);
    const never = tried.filter(({ rate }) => rate.worked === 0);
    const said = helped.map(
      ({ column, rate }) =>
        `${html(column.title[lang])}: ${html(rateText(rate, lang))}${rate.weakens === null ? '' : ` <span class="bad">${html(rate.weakens)}</span>`}`,
    );
    return `<tr><th scope="row"><a href="${link(fileOf(`nginx/${row.id}`, lang))}">${html(row.title[lang])}</a></th><td>${said.join('<br>') || '–'}</td><td>${never.map(({ column }) => html(column.title[lang])).join(lang === 'en' ? ', ' : '、') || '–'}</td></tr>`;
  });
  const head = [KB.cause, KB.worked, WORDS.never]
    .map((t) => `<th scope="col">${html(t[lang])}</th>`)
    .join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
