/** The sandbox: one page in which a log and a configuration are diagnosed without leaving it. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { loadEditor } from './code-field.tsx';
import { EXAMPLES } from './examples.ts';
import { lintAlong } from './further-state.ts';
import { Inputs } from './inputs.tsx';
import { keepOffline } from './offline.ts';
import { Results } from './results.tsx';
import {
  clear,
  connect,
  isEmpty,
  language,
  setExample,
  theme,
  words,
  wouldBeLost,
} from './state.ts';

function Header() {
  const w = words.value;
  return (
    <header class="top">
      <p class="mark">alert40</p>
      <div class="controls">
        <label>
          <span class="sr">{w.theme}</span>
          <select
            value={theme.value}
            onChange={(e) => (theme.value = e.currentTarget.value as typeof theme.value)}
          >
            <option value="auto">
              {w.theme}
              {w.themeAuto}
            </option>
            <option value="light">
              {w.theme}
              {w.themeLight}
            </option>
            <option value="dark">
              {w.theme}
              {w.themeDark}
            </option>
          </select>
        </label>
        <fieldset class="switch">
          <legend class="sr">{w.language}</legend>
          <button
            type="button"
            lang="en"
            aria-pressed={language.value === 'en'}
            onClick={() => (language.value = 'en')}
          >
            EN
          </button>
          <button
            type="button"
            lang="zh"
            aria-pressed={language.value === 'zh'}
            onClick={() => (language.value = 'zh')}
          >
            中文
          </button>
        </fieldset>
      </div>
    </header>
  );
}

function Page() {
  const w = words.value;
  return (
    <>
      <Header />
      <main>
        <div class="intro">
          <h1>{w.title}</h1>
          <p>
            {w.tagline} <strong>{w.privacy}</strong>
          </p>
          <div class="examples">
            <span class="dim" id="examples-label">
              {w.examples}
            </span>
            {EXAMPLES.map((example) => (
              <button key={example.label} type="button" onClick={() => setExample(example)}>
                {w[example.label]}
              </button>
            ))}
            {!isEmpty.value && (
              <button type="button" class="link" onClick={clear}>
                {w.clear}
              </button>
            )}
          </div>
        </div>
        <div class="columns">
          <Inputs />
          <Results />
        </div>
      </main>
      <footer class="dim">{w.footer}</footer>
    </>
  );
}

effect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-Hans' : 'en';
  document.title = `alert40 · ${words.value.title}`;
});
effect(() => {
  document.documentElement.dataset.theme = theme.value;
});
// A file that is dropped beside a pane would otherwise replace the page and what was typed.
for (const kind of ['dragover', 'drop'] as const)
  window.addEventListener(kind, (event) => event.preventDefault());
window.addEventListener('beforeunload', (event) => {
  if (wouldBeLost()) event.preventDefault();
});
render(<Page />, document.getElementById('app') as HTMLElement);
connect();
lintAlong();
loadEditor();
keepOffline();
