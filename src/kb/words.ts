/** The words around an entry's own texts, in each language. */
import type { Both, Rate, Sighting } from './compile.ts';
import type { Entry } from './schema.ts';

export type Lang = keyof Both;

export const WORDS = {
  causes: { en: 'What stands behind it', zh: '背后的原因' },
  lines: { en: 'The line, as each generation writes it', zh: '各代软件写出的日志行' },
  repair: { en: 'The right repair', zh: '正确的修复' },
  repairMeasured: { en: 'Applied in the lab, it helped in', zh: '在实验室中应用后有效' },
  workarounds: { en: 'What to do', zh: '处理办法' },
  deadEnds: { en: 'Dead ends', zh: '行不通的做法' },
  tellApart: { en: 'How to tell the causes apart', zh: '如何区分各种原因' },
  measured: { en: 'What was measured', zh: '实测结果' },
  versions: { en: 'Versions', zh: '版本' },
  documentation: { en: 'Documentation', zh: '文档' },
  official: { en: 'Official pages', zh: '官方文档' },
  furtherReading: { en: 'Further reading', zh: '延伸阅读' },
  matching: { en: 'How a line is recognised', zh: '日志行如何识别' },
  matchingText: {
    en: 'A line is this one if everything in one of these rows holds for it, whatever release wrote it.',
    zh: '日志行满足其中任意一行的全部条件，即属于本条目，与写出它的版本无关。',
  },
  firstSeen: { en: 'Not before', zh: '最早可能出现于' },
  notKnown: { en: 'not known', zh: '未知' },
  onRelease: { en: 'Lab release', zh: '实验室版本' },
  occurred: { en: 'Occurred', zh: '出现情况' },
  category: { en: 'Category', zh: '类别' },
  records: { en: 'Records', zh: '记录文件' },
  seen: { en: 'seen', zh: '会出现' },
  'not-possible': { en: 'not possible', zh: '不会出现' },
  changed: { en: 'changed', zh: '有变化' },
  measuredStatus: { en: 'measured', zh: '已实测' },
  noneOfThese: { en: 'none of these', zh: '不属于以上原因' },
  confusedWith: { en: 'Easily confused with', zh: '容易混淆的条目' },
  leadsTo: { en: 'What may show next', zh: '接下来可能出现' },
  impact: { en: 'Impact', zh: '影响' },
  risk: { en: 'Risk', zh: '风险' },
  weakens: {
    en: 'Lowers security: an exception with a date, not a repair.',
    zh: '会降低安全性：这是有期限的例外，不是修复。',
  },
  notMeasured: { en: 'not measured', zh: '未测量' },
  downtime: { en: 'Downtime risk', zh: '停机风险' },
  time: { en: 'Time to fix', zh: '修复时间' },
  minutes: { en: 'minutes', zh: '分钟' },
  action: { en: 'Action', zh: '做法' },
  worked: { en: 'Worked', zh: '有效' },
  interval: { en: '95 % interval', zh: '95% 区间' },
  releases: { en: 'Releases', zh: '版本' },
  weaker: { en: 'Weaker', zh: '削弱' },
  share: { en: 'Share', zh: '占比' },
  threads: { en: 'Public threads', zh: '公开案例' },
  reproductions: { en: 'Reproductions', zh: '复现' },
  cause: { en: 'Cause', zh: '原因' },
  verified: {
    en: 'Measured in the lab: {scenarios} scenarios, {records} runs on nginx {releases}; {date}.',
    zh: '实验室实测：{scenarios} 个场景、{records} 次运行，nginx {releases}；{date}。',
  },
  ofCause: { en: 'with this cause', zh: '在该原因下' },
  ofLine: { en: 'for the line as a whole', zh: '就该日志行整体' },
  high: { en: 'high', zh: '高' },
  medium: { en: 'medium', zh: '中' },
  low: { en: 'low', zh: '低' },
  none: { en: 'none', zh: '无' },
} satisfies Record<string, Both>;

/** Names of the families that entries are listed under. */
export const CATEGORIES = {
  name: { en: 'Name (SNI)', zh: '名字（SNI）' },
  trust: { en: 'Trust', zh: '信任' },
  parameters: { en: 'TLS parameters', zh: 'TLS 参数' },
  'mutual-tls': { en: 'Client certificate', zh: '客户端证书' },
  transport: { en: 'Transport', zh: '传输' },
  state: { en: 'State', zh: '状态' },
  configuration: { en: 'Configuration', zh: '配置' },
  other: { en: 'Not TLS', zh: '与 TLS 无关' },
} satisfies Record<Entry['category'], Both>;

/** `12 of 12 (100 %)`, or that it was not measured. */
export function rateText(
  rate: { worked: number; of: number; share: number } | null,
  lang: Lang,
): string {
  if (rate === null) return WORDS.notMeasured[lang];
  const share = `${Math.round(rate.share * 100)} %`;
  return lang === 'en'
    ? `${rate.worked} of ${rate.of} (${share})`
    : `${rate.of} 次中 ${rate.worked} 次（${share}）`;
}

export function intervalText(rate: { low: number; high: number }): string {
  return `${Math.round(rate.low * 100)}–${Math.round(rate.high * 100)} %`;
}

/** `16 scenarios, helped on nginx 1.18, 1.22`: what stands behind a rate. */
export function rateBasis(rate: Rate, lang: Lang): string {
  const { scenarios, releases } = rate;
  const on = releases.join(', ');
  if (lang === 'zh') return `${scenarios} 个场景${on === '' ? '' : `，在 nginx ${on} 上有效`}`;
  const noun = scenarios === 1 ? 'scenario' : 'scenarios';
  return `${scenarios} ${noun}${on === '' ? '' : `, helped on nginx ${on}`}`;
}

/** In how many of its runs something occurred on a release. */
export function sightingText({ seen, of }: Sighting, lang: Lang): string {
  if (lang === 'zh') return seen === 0 ? `${of} 次运行均未出现` : `${of} 次运行中出现 ${seen} 次`;
  const runs = of === 1 ? 'run' : 'runs';
  return seen === 0 ? `did not occur in ${of} ${runs}` : `${seen} of ${of} ${runs}`;
}

/** `nginx 1.7.0 (2014-04-24): why`, or that it is not known. */
export function firstSeenText(entry: Entry, lang: Lang): string {
  const { firstSeen } = entry;
  if (firstSeen === null) return WORDS.notKnown[lang];
  const product = productName(firstSeen.product);
  return lang === 'en'
    ? `${product} ${firstSeen.version} (${firstSeen.date}): ${firstSeen.because.en}`
    : `${product} ${firstSeen.version}（${firstSeen.date}）：${firstSeen.because.zh}`;
}

export function productName(product: 'nginx' | 'openssl'): string {
  return product === 'openssl' ? 'OpenSSL' : 'nginx';
}

export function statusText(status: Entry['versions'][number]['status'], lang: Lang): string {
  return WORDS[status === 'measured' ? 'measuredStatus' : status][lang];
}

/** The conditions under which a line belongs to an entry, each row as `alert = 40, kind = …`. */
export function matchTexts(entry: Entry): readonly string[] {
  if (entry.kind !== 'signature') return [];
  return entry.match.map((match) =>
    Object.entries(match)
      .map(([key, value]) => `${key} = ${[value].flat().join(' | ')}`)
      .join(', '),
  );
}
