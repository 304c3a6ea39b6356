/** Pages of the lint rules, and the list of them. */
import type { Compiled } from '../../src/kb/compile.ts';
import type { RulePage } from '../../src/kb/schema.ts';
import { html, htmlLines } from '../../src/report/html-text.ts';
import { fileOf, type Page } from '../page.ts';
import { SITE } from '../words.ts';

const WORDS = {
  indexTitle: { en: 'Lint rules', zh: '检查规则' },
  indexSummary: {
    en: 'What alert40 lint finds in a configuration before it fails. The examples of every rule are run by the tests.',
    zh: 'alert40 lint 在故障发生之前从配置中找出的问题。每条规则的示例都由测试运行。',
  },
  rule: { en: 'Lint rule', zh: '检查规则' },
  fix: { en: 'What to do', zh: '处理办法' },
  bad: { en: 'Found in', zh: '会报告' },
  good: { en: 'Not found in', zh: '不会报告' },
  causes: { en: 'Prevents', zh: '可预防的故障' },
  command: { en: 'Try it', zh: '运行' },
} as const;

const INDEX = { name: 'rules/index', title: SITE.rules };

export function rulePages(
  rules: readonly RulePage[],
  entries: ReadonlyMap<string, Compiled>,
): readonly Page[] {
  return [indexPage(rules), ...rules.map((rule) => pageOf(rule, entries))];
}

function pageOf(rule: RulePage, entries: ReadonlyMap<string, Compiled>): Page {
  return {
    name: `rules/${rule.id}`,
    title: rule.title,
    kind: WORDS.rule,
    summary: rule.why,
    above: [INDEX],
    data: (lang) => ({ '@type': 'TechArticle', headline: rule.title[lang] }),
    body: (lang, link) => {
      const w = (key: keyof typeof WORDS) => html(WORDS[key][lang]);
      const causes = rule.causes.map((cause) => {
        const id = `nginx/${cause}`;
        const title = entries.get(id)?.entry.title[lang] ?? id;
        return `<li><a href="${link(fileOf(id, lang))}">${html(title)}</a></li>`;
      });
      return [
        '<article>',
        `<p class="kind">${w('rule')} <code>${html(rule.id)}</code></p>`,
        `<h1>${html(rule.title[lang])}</h1>`,
        `<p class="lead">${html(rule.why[lang])}</p>`,
        `<h2>${w('fix')}</h2><p>${html(rule.fix[lang])}</p>`,
        `<div class="pair"><figure class="is-bad"><figcaption>${w('bad')}</figcaption><pre>${htmlLines(rule.bad.trimEnd())}</pre></figure>`,
        `<figure class="is-good"><figcaption>${w('good')}</figcaption><pre>${htmlLines(rule.good.trimEnd())}</pre></figure></div>`,
        rule.notShown ? `<p class="dim">${html(rule.notShown[lang])}</p>` : '',
        causes.length === 0 ? '' : `<h2>${w('causes')}</h2><ul>${causes.join('')}</ul>`,
        `<h2>${w('command')}</h2><pre>alert40 lint /etc/nginx/nginx.conf</pre>`,
        '</article>',
      ].join('\n');
    },
  };
}

function indexPage(rules: readonly RulePage[]): Page {
  return {
    name: INDEX.name,
    title: WORDS.indexTitle,
    summary: WORDS.indexSummary,
    data: () => ({ '@type': 'CollectionPage' }),
    body: (lang, link) => {
      const items = rules.map(
        (rule) =>
          `<li><a href="${link(fileOf(`rules/${rule.id}`, lang))}">${html(rule.title[lang])}</a> <code class="dim">${html(rule.id)}</code></li>`,
      );
      return `<h1>${html(WORDS.indexTitle[lang])}</h1><p class="lead">${html(WORDS.indexSummary[lang])}</p><ul class="list">${items.join('')}</ul>`;
    },
  };
}
