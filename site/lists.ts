/** Lists of everything: for crawlers, readers of feeds, and language models. */
import type { Compiled, Material } from '../src/kb/compile.ts';
import { html } from '../src/report/html-text.ts';
import type { Files } from './api.ts';
import { fileOf, LANGUAGES, type Page } from './page.ts';

/** `base` is the public address with a slash at its end; without it addresses are relative. */
export function listFiles(
  pages: readonly Page[],
  compiled: readonly Compiled[],
  material: Material,
  base: string,
): Files {
  return new Map([
    ['llms.txt', llms(compiled)],
    ['sitemap.xml', sitemap(pages, base)],
    ['feed.xml', feed(compiled, material, base)],
    [
      'robots.txt',
      base === ''
        ? 'User-agent: *\nAllow: /\n'
        : `User-agent: *\nAllow: /\nSitemap: ${base}sitemap.xml\n`,
    ],
  ]);
}

function llms(compiled: readonly Compiled[]): string {
  const list = (kind: string) =>
    compiled
      .filter(({ entry }) => entry.kind === kind)
      .map(({ entry }) => `- [${entry.title.en}](${entry.id}.md): ${entry.summary.en}`)
      .join('\n');
  return `# alert40

> Why nginx cannot complete the TLS handshake with its upstream: every log line, every cause, and what helps against it, with rates measured on real servers.

Every entry stands beside its page as Markdown (\`nginx/ID.md\`, Chinese \`nginx/ID.zh.md\`) and as JSON (\`nginx/ID.json\`). A rate of null means not measured. Switching verification off is never the repair.

## Log lines

${list('signature')}

## Causes

${list('cause')}

## Data

- [Index](api/v1/index.json): all entries
- [Match conditions](api/v1/match.json): what of a parsed log line finds an entry
- [All entries](api/v1/entries.ndjson): one JSON document per line
- [OpenAPI](api/v1/openapi.json): description of these files
- [JSON Schema](kb.schema.json): form of an entry
`;
}

function sitemap(pages: readonly Page[], base: string): string {
  const urls = pages.flatMap((page) =>
    LANGUAGES.map((lang) => {
      const alternates = LANGUAGES.map(
        (l) =>
          `<xhtml:link rel="alternate" hreflang="${l === 'zh' ? 'zh-Hans' : l}" href="${html(base + fileOf(page.name, l))}"/>`,
      );
      return `<url><loc>${html(base + fileOf(page.name, lang))}</loc>${alternates.join('')}</url>`;
    }),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n${urls.join('\n')}\n</urlset>\n`;
}

function feed(compiled: readonly Compiled[], { date }: Material, base: string): string {
  const updated = `${date ?? '1970-01-01'}T00:00:00Z`;
  const entries = compiled.map(
    ({ entry, verification }) =>
      `<entry><id>urn:alert40:${html(entry.id.replace('/', ':'))}</id><title>${html(entry.title.en)}</title><updated>${verification?.date ?? date ?? '1970-01-01'}T00:00:00Z</updated><link href="${html(base + entry.id)}.html"/><summary>${html(entry.summary.en)}</summary></entry>`,
  );
  const self = base === '' ? '' : `<link rel="self" href="${html(base)}feed.xml"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:alert40:knowledge-base</id><title>alert40</title><updated>${updated}</updated><author><name>alert40</name></author>${self}\n${entries.join('\n')}\n</feed>\n`;
}
