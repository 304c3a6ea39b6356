/** The diagnosis: what happens, why, and what to do. */
import { signal } from '@preact/signals';
import type { CheckView, RowView } from '../../src/index.ts';
import { Copy, Download } from './actions.tsx';
import { AskCard } from './ask/card.tsx';
import { Diff, PlainDiff } from './diff.tsx';
import { Lint } from './findings.tsx';
import { findings, report } from './further-state.ts';
import type { Result, ShownCause, ShownIncident, ShownRepair } from './protocol.ts';
import { Share } from './share.tsx';
import {
  isEmpty,
  result,
  type Trouble,
  trouble,
  tryAgain,
  upstreamName,
  words,
  working,
} from './state.ts';
import { fill } from './words.ts';

/** The incident that is looked at. */
const picked = signal('i1');

export function Results() {
  const w = words.value;
  const shown = result.value;
  return (
    <section class="results" aria-labelledby="result-title" aria-busy={working.value}>
      <h2 id="result-title" class="quiet">
        {w.result}
      </h2>
      <div class="sr" role="status">
        {announced(shown)}
      </div>
      {trouble.value !== null && <TroubleCard trouble={trouble.value} />}
      {shown !== null ? (
        <Shown result={shown} />
      ) : (
        trouble.value === null && <p class="card dim">{isEmpty.value ? w.empty : w.working}</p>
      )}
    </section>
  );
}

function TroubleCard({ trouble: { key, why = '', file = '' } }: { readonly trouble: Trouble }) {
  const w = words.value;
  return (
    <div class="card bad" role="alert">
      <p>{fill(w[key], { why, file })}</p>
      {key === 'unreachable' && (
        <button type="button" onClick={tryAgain}>
          {w.tryAgain}
        </button>
      )}
    </div>
  );
}

/** What a screen reader says when the diagnosis changes. */
function announced(shown: Result | null): string {
  const w = words.value;
  if (shown === null) return '';
  const [first] = shown.incidents;
  if (first === undefined) return w.nothing;
  return `${first.title}. ${fill(w.sure, { percent: percent(first.confidence) })}`;
}

function Shown({ result: r }: { readonly result: Result }) {
  const w = words.value;
  const incident = r.incidents.find((i) => i.id === picked.value) ?? r.incidents[0];
  return (
    <>
      {r.incidents.length > 1 && (
        <nav class="tabs" aria-label={w.incidents}>
          {r.incidents.slice(0, 20).map((i) => (
            <button
              key={i.id}
              type="button"
              aria-pressed={i === incident}
              onClick={() => (picked.value = i.id)}
            >
              {i.verdict ?? w.notDecided}
            </button>
          ))}
        </nav>
      )}
      {incident === undefined ? (
        <p class="card dim">
          {r.summary.length > 0 && (findings.value?.rows.length ?? 0) > 0
            ? w.configOnly
            : w.nothing}
        </p>
      ) : (
        <Incident incident={incident} diff={r.diff} />
      )}
      <Lint />
      <Part title={w.notes} items={r.notes} />
      <section class="card">
        <h3>{w.export}</h3>
        <p class="dim small">{r.summary.join(' ')}</p>
        <p class="buttons">
          <Download text={() => report('html')} name="incident.html" label={w.exportHtml} />
          <Download text={() => report('markdown')} name="incident.md" label={w.exportMarkdown} />
        </p>
      </section>
      <Share />
    </>
  );
}

function Incident({
  incident: i,
  diff,
}: {
  readonly incident: ShownIncident;
  readonly diff: string;
}) {
  const w = words.value;
  return (
    <>
      <section class={i.verdict === null ? 'card verdict open' : 'card verdict'}>
        <p class="label">
          <code>{i.verdict ?? w.notDecided}</code>
          {i.verdict !== null && <span>{fill(w.sure, { percent: percent(i.confidence) })}</span>}
        </p>
        <h3>{sentence(i.title)}</h3>
        <p>{i.happens}</p>
        {i.verdict === null && i.decidedBy && (
          <>
            <h4>{w.decide}</h4>
            <Check check={i.decidedBy} />
          </>
        )}
      </section>
      <Repairs repairs={i.repairs} diff={diff} />
      {i.rows.length > 0 && <Sends rows={i.rows} />}
      {i.causes.length > 0 && (
        <section class="card">
          <h3>{w.why}</h3>
          {i.causes.slice(0, 6).map((cause, n) => (
            <Cause key={cause.id} cause={cause} open={n === 0} />
          ))}
        </section>
      )}
      {i.checks.length > 0 && (
        <section class="card">
          <h3>{w.check}</h3>
          {i.checks.map((check) => (
            <Check key={check.command} check={check} />
          ))}
        </section>
      )}
      <AskCard incident={i} />
      <Part title={w.deadEnds} items={i.deadEnds} />
      <Part title={w.next} items={i.next} />
      <section class="card">
        <details>
          <summary>
            <h3>{w.details}</h3>
          </summary>
          <dl class="facts">
            {i.facts.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {i.lines.map((line, n) => (
            <p key={`${n}${line}`} class="log-line">
              <code>{line}</code>
            </p>
          ))}
        </details>
      </section>
    </>
  );
}

function Repairs(props: { readonly repairs: readonly ShownRepair[]; readonly diff: string }) {
  const w = words.value;
  if (props.repairs.length === 0 && props.diff === '') return null;
  return (
    <section class="card">
      <h3>{w.repair}</h3>
      {props.diff !== '' && (
        <>
          <Diff diff={props.diff} />
          <p class="dim small">{w.applyHint}</p>
        </>
      )}
      {props.repairs.map((repair) => (
        <Repair key={repair.title + repair.diff} repair={repair} planned={props.diff} />
      ))}
    </section>
  );
}

function Repair({
  repair: r,
  planned,
}: {
  readonly repair: ShownRepair;
  readonly planned: string;
}) {
  const w = words.value;
  return (
    <div class="repair">
      <p>{sentence(r.title)}</p>
      {r.weakens.map((what) => (
        <p key={what} class="bad">
          {fill(w.weakens, { what })}
        </p>
      ))}
      {r.needs.map((need) => (
        <div key={need.text}>
          <p class="dim">{need.text}</p>
          <ul class="candidates">
            {need.candidates.map((c) => (
              <li key={c.value}>
                <button type="button" onClick={() => (upstreamName.value = c.value)}>
                  <span class="sr">{w.needsName} </span>
                  <code>{c.value}</code>
                </button>{' '}
                <span class="dim small">{c.from}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {r.steps.length > 0 && (
        <ol>
          {r.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {r.diff !== '' && r.diff !== planned && (
        <details>
          <summary>{w.unified}</summary>
          <PlainDiff diff={r.diff} />
        </details>
      )}
    </div>
  );
}

function Sends({ rows }: { readonly rows: readonly RowView[] }) {
  const w = words.value;
  return (
    <section class="card">
      <h3>{w.sends}</h3>
      <table class="sends">
        <thead>
          <tr>
            <th scope="col">{w.setting}</th>
            <th scope="col">{w.sent}</th>
            <th scope="col">{w.wanted}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} class={row.wants === null ? '' : 'fault'}>
              <th scope="row">{row.label}</th>
              <td>
                <code>{row.sends}</code>
                {row.setAt !== null && <span class="place">{row.setAt}</span>}
              </td>
              <td>{row.wants ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cause({ cause, open }: { readonly cause: ShownCause; readonly open: boolean }) {
  return (
    <details class="cause" open={open}>
      <summary>
        <span class="bar" aria-hidden="true">
          <span style={{ width: percent(cause.confidence) }} />
        </span>
        <span class="percent">{percent(cause.confidence)}</span>
        <span>{cause.title}</span>
      </summary>
      <ul class="evidence">
        {cause.evidence.map((e) => (
          <li key={e.text} class={e.for ? 'for' : 'against'}>
            {e.text} {e.place !== null && <span class="place">{e.place}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Check({ check }: { readonly check: CheckView }) {
  const w = words.value;
  return (
    <div class="check">
      <div class="command">
        <code>{check.command}</code>
        <Copy text={check.command} />
      </div>
      <ul>
        {check.answers.map((a) => (
          <li key={a.expect}>
            {a.expect} → {a.means === 'other' ? w.other : <code>{a.means}</code>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Part(props: { readonly title: string; readonly items: readonly string[] }) {
  if (props.items.length === 0) return null;
  return (
    <section class="card">
      <h3>{props.title}</h3>
      <ul>
        {props.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  );
}

function percent(confidence: number): string {
  return `${Math.round(confidence * 100)}%`;
}

/** With a capital letter, except the program's own name. */
function sentence(text: string): string {
  return text.startsWith('nginx') ? text : text.slice(0, 1).toUpperCase() + text.slice(1);
}
