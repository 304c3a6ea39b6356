/**
 * Host names and addresses: renamed label by label, so that what belongs
 * together still does (`*.a.corp` still covers `b.a.corp`), and back again.
 */

/** Endings that make a dotted word a file rather than a host. */
const FILE_ENDINGS = new Set(
  'conf log pem crt cer csr crl key der pfx p12 sock pid html htm js mjs css json xml php txt gz bz2 xz zip tar tgz c h cc cpp so sh bash py rb pl lua go rs java png jpg jpeg gif ico svg woff woff2 ttf map md rst yml yaml toml ini cfg template tmpl j2 erb types default params bak orig rej tmp swp old new pcap bin exe asp aspx jsp cgi wasm ts tsx vue lock d'.split(
    ' ',
  ),
);
const HOST =
  /(?<![\w.@%$-])(?<!(?<!\/)\/)(?:\*\.)?(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.){1,9}[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])(?![\w-])/g;
const IPV4 = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d)/g;
const IPV6 = /(?<![\w:.])(?:[0-9a-fA-F]{0,4}:){2,8}(?:[0-9a-fA-F]{1,4})?(?![\w:.])/g;
/** Addresses that are the same everywhere. */
const COMMON_V4 = /^(?:127\.|0\.0\.0\.0$|255\.255\.255\.255$)/;
/** Bounds the work on hostile text. */
const MAX_NAMES = 5000;
/** As many labels as `HOST` takes. */
const MAX_LABELS = 11;

export interface NameSpan {
  readonly kind: 'host' | 'address';
  readonly start: number;
  readonly end: number;
}

/** Where host names and addresses stand in each of the texts; names in `keep` and below them stay. */
export function findNames(texts: readonly string[], keep: readonly string[]): NameSpan[][] {
  const found = texts.map((text) => namesIn(text, keep));
  const hosts = new Set(
    found.flatMap((spans, i) =>
      spans
        .filter((span) => span.kind === 'host')
        .map(({ start, end }) => bare((texts[i] ?? '').slice(start, end))),
    ),
  );
  return texts.map((text, i) => [...(found[i] ?? []), ...repeatedIn(text, hosts)]);
}

function bare(name: string): string {
  return name.toLowerCase().replace(/^\*\./, '');
}

/** Names that are known to be hosts, inside of file names and paths: `ssl/api.example.com.pem`. */
function* repeatedIn(text: string, hosts: ReadonlySet<string>): Generator<NameSpan> {
  if (hosts.size === 0) return;
  for (const { 0: run, index } of text.matchAll(/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+/g)) {
    const ends = [...run.matchAll(/\.|$/g)].map((dot) => dot.index);
    let from = 0;
    for (let first = 0; first < ends.length; first++) {
      const start = first === 0 ? 0 : (ends[first - 1] as number) + 1;
      if (start < from) continue;
      const most = Math.min(ends.length, first + MAX_LABELS);
      for (let last = most - 1; last > first; last--) {
        const end = ends[last] as number;
        if (!hosts.has(run.slice(start, end).toLowerCase())) continue;
        yield { kind: 'host', start: index + start, end: index + end };
        from = end;
        break;
      }
    }
  }
}

function namesIn(text: string, keep: readonly string[]): NameSpan[] {
  const spans: NameSpan[] = [];
  for (const m of text.matchAll(HOST)) {
    const name = m[0];
    const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
    const named = /(?::\/\/|server_name|ssl_name|host:? "?|server:? |@)$/i.test(
      text.slice(Math.max(0, m.index - 16), m.index),
    );
    if (FILE_ENDINGS.has(ending) && !named) continue;
    if (ending.length < 2 || isKept(name, keep)) continue;
    spans.push({ kind: 'host', start: m.index, end: m.index + name.length });
  }
  for (const m of text.matchAll(IPV4))
    if (m[0].split('.').every((part) => Number(part) < 256) && !COMMON_V4.test(m[0]))
      spans.push({ kind: 'address', start: m.index, end: m.index + m[0].length });
  for (const m of text.matchAll(IPV6))
    if (isIpv6(m[0])) spans.push({ kind: 'address', start: m.index, end: m.index + m[0].length });
  return spans;
}

function isKept(name: string, keep: readonly string[]): boolean {
  const lower = name.toLowerCase();
  return keep.some((kept) => lower === kept || lower.endsWith(`.${kept}`));
}

function isIpv6(text: string): boolean {
  if (text === '::' || text === '::1') return false;
  const groups = text.split(':');
  if (text.includes('::'))
    return text.indexOf('::') === text.lastIndexOf('::') && groups.length <= 8;
  return groups.length === 8 && groups.every((group) => group !== '');
}

/** Gives new names, the same to the same, and knows the way back. */
export class Renamer {
  private readonly label: string;
  private readonly labels = new Map<string, string>();
  private readonly addresses = new Map<string, string>();
  private readonly back = new Map<string, string>();

  constructor(text: string) {
    this.label =
      ['name', 'label', 'hostlabel', 'zz-name', 'zz-label'].find(
        (word) => !new RegExp(`${word}\\d`, 'i').test(text),
      ) ?? `zz-${text.length}-name`;
  }

  /** The last label stays: it says what kind of name it is. */
  host(name: string): string {
    const labels = name.split('.');
    const last = labels.pop() ?? '';
    return [...labels.map((label) => (label === '*' ? label : this.labelFor(label))), last].join(
      '.',
    );
  }

  address(address: string): string {
    const known = this.addresses.get(address);
    if (known !== undefined) return known;
    const n = this.addresses.size + 1;
    // Benchmarking and documentation ranges, which stand in no real configuration.
    const made = address.includes(':')
      ? `2001:db8:a1e7::${n.toString(16)}`
      : `198.${18 + ((n >> 16) & 1)}.${(n >> 8) & 255}.${n & 255}`;
    if (this.addresses.size >= MAX_NAMES || this.back.has(made)) return made;
    this.addresses.set(address, made);
    this.back.set(made, address);
    return made;
  }

  /** The text with the old names, wherever the new ones stand. */
  restore(text: string): string {
    if (this.back.size === 0) return text;
    const label = this.label.replace(/[-]/g, '\\-');
    const any = new RegExp(
      `(?<![A-Za-z0-9_-])${label}\\d+(?![A-Za-z0-9_-])|(?<![\\w.])198\\.1[89]\\.\\d{1,3}\\.\\d{1,3}(?![\\w]|\\.\\d)|(?<![\\w:])2001:db8:a1e7::[0-9a-f]{1,4}(?![\\w:])`,
      'g',
    );
    return text.replace(any, (made) => this.back.get(made) ?? made);
  }

  private labelFor(label: string): string {
    const known = this.labels.get(label);
    if (known !== undefined) return known;
    const made = `${this.label}${this.labels.size + 1}`;
    this.labels.set(label, made);
    this.back.set(made, label);
    return made;
  }
}
