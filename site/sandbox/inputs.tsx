/** What the user has: log, configuration, output of other tools, and the name. */
import { useSignal } from '@preact/signals';
import { ConfigPane } from './config-pane.tsx';
import { textOf } from './drop.ts';
import { Area, DropZone, FileButton } from './fields.tsx';
import { LogPane } from './log-pane.tsx';
import { evidence, upstreamName, words } from './state.ts';
import { fill } from './words.ts';

export function Inputs() {
  const w = words.value;
  return (
    <section class="inputs" aria-labelledby="inputs-title">
      <h2 id="inputs-title" class="quiet">
        {w.inputs}
      </h2>
      <LogPane />
      <ConfigPane />
      <EvidencePane />
      <div class="pane">
        <div class="pane-head">
          <label for="upstream-name">{w.name}</label>
        </div>
        <p class="hint" id="upstream-name-hint">
          {w.nameHint}
        </p>
        <input
          id="upstream-name"
          aria-describedby="upstream-name-hint"
          value={upstreamName.value}
          onInput={(e) => (upstreamName.value = e.currentTarget.value)}
          placeholder="backend.internal.example.com"
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
        />
      </div>
    </section>
  );
}

function EvidencePane() {
  const w = words.value;
  const refused = useSignal<string | null>(null);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const text = await textOf(file);
    if (text !== null) evidence.value = text;
    refused.value = text === null ? file.name : null;
  };
  return (
    <DropZone onDrop={async (data) => take(data.files[0])}>
      <div class="pane-head">
        <label for="evidence">{w.evidence}</label>
        <FileButton id="evidence-file" label={w.chooseFile} onFiles={(list) => take(list?.[0])} />
      </div>
      <p class="hint" id="evidence-hint">
        {w.evidenceHint}
      </p>
      <Area id="evidence" rows={3} value={evidence.value} onText={(t) => (evidence.value = t)} />
      {refused.value !== null && (
        <p class="bad" role="status">
          {fill(w.skipped, { files: refused.value })}
        </p>
      )}
    </DropZone>
  );
}
