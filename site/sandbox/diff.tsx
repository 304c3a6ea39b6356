/** A diff, in one column or two, to look at, copy and take along. */
import { signal } from '@preact/signals';
import { Copy, Download } from './actions.tsx';
import { type Side, splitDiff } from './split.ts';
import { words } from './state.ts';

/** Two columns where there is room for them. */
const split = signal(matchMedia('(min-width: 40rem)').matches);

export function Diff({ diff }: { readonly diff: string }) {
  const w = words.value;
  return (
    <div class="diff-box">
      <div class="toolbar">
        <fieldset class="switch">
          <legend class="sr">{w.repair}</legend>
          {[true, false].map((two) => (
            <button
              key={String(two)}
              type="button"
              aria-pressed={split.value === two}
              onClick={() => (split.value = two)}
            >
              {two ? w.split : w.unified}
            </button>
          ))}
        </fieldset>
        <span class="buttons">
          <Copy text={diff} />
          <Download text={diff} name="alert40.patch" label={w.download} />
        </span>
      </div>
      {split.value ? <SplitDiff diff={diff} /> : <PlainDiff diff={diff} />}
    </div>
  );
}

export function PlainDiff({ diff }: { readonly diff: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <pre class="diff" tabIndex={0}>
      {diff
        .replace(/\n$/, '')
        .split('\n')
        .map((line, i) => (
          <span key={`${i}${line}`} class={classOf(line)}>
            {line}
            {'\n'}
          </span>
        ))}
    </pre>
  );
}

function classOf(line: string): string {
  if (/^(?:---|\+\+\+|@@)/.test(line)) return 'meta';
  return line.startsWith('+') ? 'add' : line.startsWith('-') ? 'del' : '';
}

function SplitDiff({ diff }: { readonly diff: string }) {
  const w = words.value;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    // biome-ignore lint/a11y/useSemanticElements: a landmark for each diff would be too many.
    <div class="split" tabIndex={0} role="group" aria-label={w.split}>
      <table>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {w.before}
            </th>
            <th scope="col" colSpan={2}>
              {w.after}
            </th>
          </tr>
        </thead>
        <tbody>
          {splitDiff(diff).map((row, i) =>
            row.kind === 'pair' ? (
              <tr key={i}>
                <Cell side={row.before} kind="del" />
                <Cell side={row.after} kind="add" />
              </tr>
            ) : (
              <tr key={i} class="meta">
                <td colSpan={4}>{row.text}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ side, kind }: { readonly side: Side; readonly kind: 'add' | 'del' }) {
  const name = side.changed ? kind : side.line === null ? 'gap' : '';
  return (
    <>
      <td class={`number ${name}`}>{side.line}</td>
      <td class={`text ${name}`}>{side.text}</td>
    </>
  );
}
