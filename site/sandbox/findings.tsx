/** What the linter finds in the configuration, as a list that leads to the places. */
import { reveal } from './code-field.tsx';
import { areCurrent, findings, repairFinding } from './further-state.ts';
import { config, words } from './state.ts';
import { fill } from './words.ts';

export function Lint() {
  const w = words.value;
  const rows = findings.value?.rows;
  if (Object.values(config.value).every((text) => text.trim() === '') || rows === undefined)
    return null;
  return (
    <section class="card">
      <h3>{w.lint}</h3>
      {rows.length === 0 && <p class="dim">{w.lintNone}</p>}
      <ul class="lint">
        {rows.slice(0, 100).map((row) => (
          <li key={`${row.file}:${row.line}:${row.column} ${row.rule}`}>
            <span class={`severity ${row.severity}`}>{w[row.severity]}</span>{' '}
            <button type="button" class="link" onClick={() => reveal(row)}>
              {Object.keys(config.value).length > 1 ? `${row.file}, ` : ''}
              {fill(w.line, { line: row.line })}
            </button>{' '}
            {row.text} <code class="dim">{row.rule}</code>
            {row.edits.length > 0 && (
              <button
                type="button"
                class="small-button"
                disabled={!areCurrent()}
                onClick={() => repairFinding(row)}
              >
                {w.repairThis}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
