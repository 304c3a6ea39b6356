/** The words around an entry's own texts, in each language. */
import type { Both } from './compile.ts';

export type Lang = keyof Both;

export const WORDS = {
  causes: { en: 'What stands behind it', zh: '背后的原因' },
  lines: { en: 'The line, as each generation writes it', zh: '各代软件写出的日志行' },
  repair: { en: 'The right repair', zh: '正确的修复' },
  workarounds: { en: 'What to do', zh: '处理办法' },
  deadEnds: { en: 'Dead ends', zh: '行不通的做法' },
  tellApart: { en: 'How to tell the causes apart', zh: '如何区分各种原因' },
  measured: { en: 'What was measured', zh: '实测结果' },
  versions: { en: 'Versions', zh: '版本' },
  documentation: { en: 'Documentation', zh: '文档' },
  confusedWith: { en: 'Easily confused with', zh: '容易混淆的条目' },
  leadsTo: { en: 'What may show next', zh: '修复后可能出现' },
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
