/** Rates as small pictures. The text beside them says the same, so they are hidden from screen readers. */
import type { Rate } from '../src/kb/compile.ts';
import { intervalText, type Lang, rateText, WORDS } from '../src/kb/words.ts';
import { html } from '../src/report/html-text.ts';

const WIDTH = 120;
const HEIGHT = 12;

/** A bar with the interval as a thin line, and the figures. */
export function rateHtml(rate: Rate | null, lang: Lang): string {
  if (rate === null) return `<span class="rate none">${html(WORDS.notMeasured[lang])}</span>`;
  return `<span class="rate">${bar(rate)}<span>${html(rateText(rate, lang))}</span> <span class="dim">${html(intervalText(rate))}</span></span>`;
}

export function shareHtml(share: number): string {
  return `<span class="rate">${bar({ share, low: share, high: share })}<span>${Math.round(share * 100)} %</span></span>`;
}

function bar({ share, low, high }: Pick<Rate, 'share' | 'low' | 'high'>): string {
  const x = (value: number) => Math.round(value * WIDTH);
  const whisker =
    low === high
      ? ''
      : `<path class="whisker" d="M${x(low)} ${HEIGHT / 2}H${x(high)}M${x(low)} 3V9M${x(high)} 3V9"/>`;
  return `<svg class="bar" viewBox="-1 0 ${WIDTH + 2} ${HEIGHT}" aria-hidden="true"><rect class="track" width="${WIDTH}" height="${HEIGHT}" rx="2"/><rect class="fill" width="${x(share)}" height="${HEIGHT}" rx="2"/>${whisker}</svg>`;
}
