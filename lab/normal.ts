/** Log lines without what differs from run to run: times, process and connection numbers, sizes of pages. */

/** Lines of a log, normalised. Connections are numbered in order of appearance. */
export function normalLines(text: string): string[] {
  const connections = new Map<string, number>();
  const number = (n: string) => {
    if (!connections.has(n)) connections.set(n, connections.size + 1);
    return connections.get(n)!;
  };
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) =>
      line
        .replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, '2026/11/02 09:14:07 ')
        .replace(
          /\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\]/,
          '[02/Nov/2026:09:14:07 +0000]',
        )
        .replace(/\] \d+#\d+: /, '] 812#812: ')
        .replace(/: \*(\d+) /, (_, n: string) => `: *${number(n)} `)
        .replace(/(" \d{3}) \d+ "/, '$1 0 "'),
    );
}
