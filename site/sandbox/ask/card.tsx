/** The way to the user's own model. What is behind it is loaded when it is opened. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { part } from '../parts.ts';
import type { ShownIncident } from '../protocol.ts';
import { words } from '../state.ts';
import { share } from './shared.ts';

export type Panel = ComponentType<{ readonly incident: ShownIncident }>;

/** Open stays open, whatever is typed beside it. */
const open = signal(false);
const panel = signal<Panel | null>(null);
const failed = signal(false);

function load(): void {
  failed.value = false;
  share();
  part('ask').then(
    (loaded) => (panel.value = loaded),
    () => (failed.value = true),
  );
}

export function AskCard({ incident }: { readonly incident: ShownIncident }) {
  const w = words.value;
  const wanted = open.value;
  useLayoutEffect(() => {
    if (wanted && panel.peek() === null) load();
  }, [wanted]);
  const Panel = panel.value;
  return (
    <section class="card ask">
      <details
        open={wanted}
        onToggle={(e) => {
          open.value = e.currentTarget.open;
        }}
      >
        <summary>
          <h3>{w.askModel}</h3>
        </summary>
        {wanted && Panel !== null && <Panel incident={incident} />}
        {failed.value && (
          <p class="bad" role="status">
            {w.unreachable}
          </p>
        )}
      </details>
    </section>
  );
}
