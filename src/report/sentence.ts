/** Small things that turn data into what people read, the same in every format. */

/** With a capital letter, as sentences begin. The program is called nginx there too. */
export function sentence(text: string): string {
  return text.startsWith('nginx') ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
}

export function percent(confidence: number): string {
  return `${Math.round(confidence * 100)}%`;
}

/** `2026-03-14T03:41:22` as people write it. */
export function clock(time: string): string {
  return time.replace('T', ' ');
}

/** Bytes in the unit that people would use. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${units[unit]}`;
}
