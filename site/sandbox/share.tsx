/** Log and configuration without their secrets, worked out once somebody wants to see it. */
import { signal, useSignal, useSignalEffect } from '@preact/signals';
import { Copy } from './actions.tsx';
import { shared } from './further-state.ts';
import type { Shared } from './protocol.ts';
import { config, result, words } from './state.ts';
import { fill } from './words.ts';

const renameHosts = signal(false);

export function Share() {
  const w = words.value;
  const open = useSignal(false);
  const shown = useSignal<Shared | null>(null);
  const missing = useSignal(false);
  useSignalEffect(() => {
    // With each diagnosis, because then something else was entered.
    result.value;
    config.value;
    if (!open.value) return;
    shared(renameHosts.value).then(
      (found) => {
        shown.value = found;
        missing.value = false;
      },
      () => (missing.value = true),
    );
  });
  return (
    <section class="card">
      <details onToggle={(e) => (open.value = e.currentTarget.open)}>
        <summary>
          <h3>{w.share}</h3>
        </summary>
        {missing.value && <p class="bad">{w.unreachable}</p>}
        <p class="dim">{fill(w.shareHint, { taken: takenOut(shown.value) })}</p>
        <p>
          <label class="tick">
            <input
              type="checkbox"
              checked={renameHosts.value}
              onChange={(e) => (renameHosts.value = e.currentTarget.checked)}
            />{' '}
            {w.rename}
          </label>
        </p>
        <textarea
          id="shared"
          aria-label={w.shareText}
          rows={12}
          readOnly
          wrap="off"
          value={shown.value?.text ?? ''}
        />
        <p class="buttons">
          <Copy text={shown.value?.text ?? ''} />
        </p>
      </details>
    </section>
  );
}

function takenOut(shown: Shared | null): string {
  const w = words.value;
  if (shown === null) return '…';
  return shown.taken === 0 ? w.shareNone : fill(w.shareCount, { taken: shown.taken });
}
