/** The search box: a pasted log line finds its entry by what it means, words find pages by the index. */
import MiniSearch, { type AsPlainObject } from 'minisearch';
import data from 'search-data';
import { lookup } from '../../src/kb/lookup.ts';
import { type Found, OPTIONS } from '../search-index.ts';

const MOST = 20;
/** Enough for any log line; what is longer is a file, and the sandbox is the place for it. */
const LONGEST = 100_000;

const SAID = {
  en: {
    exact: 'This line belongs to:',
    some: (n: number) => `${n === 1 ? 'One page' : `${n} pages`} found.`,
    none: 'Nothing found. Try fewer words, or the whole line of the error log.',
    kinds: { signature: 'log line', cause: 'cause', directive: 'directive', rule: 'lint rule' },
  },
  zh: {
    exact: '该日志行对应：',
    some: (n: number) => `找到 ${n} 个页面。`,
    none: '没有找到。请减少关键词，或粘贴完整的错误日志行。',
    kinds: { signature: '日志行', cause: '原因', directive: '指令', rule: '检查规则' },
  },
}[data.lang];

const index = MiniSearch.loadJS(data.index as AsPlainObject, OPTIONS);
const pages = new Map(data.pages.map((page) => [page.id, page]));
const root = new URL('.', (document.currentScript as HTMLScriptElement).src).href.replace(
  /assets\/$/,
  '',
);

function find(text: string): { readonly exact: boolean; readonly found: readonly Found[] } {
  const query = text.slice(0, LONGEST);
  const exact = lookup(query, data.entries).flatMap(({ entry }) => pages.get(entry.id) ?? []);
  if (exact.length > 0) return { exact: true, found: exact };
  const words = index.search(query.slice(0, 400)).slice(0, MOST);
  return { exact: false, found: words.flatMap(({ id }) => pages.get(id as string) ?? []) };
}

function show(text: string): void {
  const said = document.getElementById('said');
  const list = document.getElementById('found');
  if (!said || !list) return;
  const { exact, found } = text.trim() === '' ? { exact: false, found: [] } : find(text);
  list.replaceChildren(...found.map(item));
  if (text.trim() === '') said.textContent = '';
  else if (exact) said.textContent = SAID.exact;
  else said.textContent = found.length === 0 ? SAID.none : SAID.some(found.length);
}

function item(page: Found): HTMLElement {
  const link = document.createElement('a');
  link.href = root + page.file;
  link.textContent = page.title;
  const kind = document.createElement('span');
  kind.className = 'dim';
  kind.textContent = ` ${SAID.kinds[page.kind]}`;
  const summary = document.createElement('p');
  summary.textContent = page.summary;
  const li = document.createElement('li');
  li.append(link, kind, summary);
  return li;
}

function start(): void {
  const box = document.getElementById('q') as HTMLTextAreaElement | null;
  if (!box) return;
  box.form?.addEventListener('submit', (event) => event.preventDefault());
  let waiting = 0;
  box.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(box.value), 60);
  });
  // A fragment never reaches the server; a query would.
  const asked = new URLSearchParams(location.hash.slice(1)).get('q');
  if (asked !== null) box.value = asked;
  show(box.value);
}

start();
