/** What the user has: log, configuration, output of other tools, and the name. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { asConfiguration, chosenFiles, droppedFiles } from './drop.ts';
import {
  config,
  evidence,
  log,
  progress,
  result,
  setConfig,
  setFileLog,
  shownFile,
  skipped,
  upstreamName,
  words,
  working,
} from './state.ts';
import { fill } from './words.ts';

/** Larger logs are read from the file, piece by piece, and never stand in the page. */
const INLINE = 200_000;

export function Inputs() {
  const w = words.value;
  return (
    <section class="inputs" aria-labelledby="inputs-title">
      <h2 id="inputs-title" class="quiet">
        {w.inputs}
      </h2>
      <LogPane />
      <ConfigPane />
      <div class="pane">
        <div class="pane-head">
          <label for="evidence">{w.evidence}</label>
        </div>
        <p class="hint" id="evidence-hint">
          {w.evidenceHint}
        </p>
        <Area id="evidence" rows={3} value={evidence.value} onText={(t) => (evidence.value = t)} />
      </div>
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

function LogPane() {
  const w = words.value;
  const input = log.value;
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > INLINE) setFileLog(file);
    else {
      const text = await file.text().catch(() => '');
      if (text.includes('\0') || text === '') setFileLog(file);
      else log.value = { kind: 'text', text };
    }
  };
  return (
    <DropZone onDrop={async (data) => take(data.files[0])}>
      <div class="pane-head">
        <label for="log">{w.log}</label>
        <FileButton id="log-file" label={w.chooseFile} onFiles={(list) => take(list?.[0])} />
      </div>
      <p class="hint" id="log-hint">
        {w.logHint}
      </p>
      {input.kind === 'file' ? (
        <FileCard file={input.file} />
      ) : (
        <Area
          id="log"
          rows={9}
          value={input.text}
          onText={(text) => (log.value = { kind: 'text', text })}
          placeholder={w.logPlaceholder}
        />
      )}
    </DropZone>
  );
}

function FileCard({ file }: { readonly file: File }) {
  const w = words.value;
  const share = progress.value;
  const percent = `${Math.floor((share ?? 0) * 100)}%`;
  const said =
    share !== null
      ? fill(w.reading, { name: file.name, percent })
      : !working.value && result.value !== null
        ? fill(w.read, { name: file.name })
        : file.name;
  return (
    <div class="file-card" id="log">
      <p role="status">
        {said} <span class="dim">({(file.size / 1e6).toFixed(1)} MB)</span>
      </p>
      {share !== null && <progress max={1} value={share} aria-label={said} />}
      <button
        type="button"
        onClick={() => {
          log.value = { kind: 'text', text: '' };
        }}
      >
        {w.removeFile}
      </button>
    </div>
  );
}

function ConfigPane() {
  const w = words.value;
  const files = config.value;
  const paths = Object.keys(files);
  const shown = shownFile.value;
  const take = async (found: ReturnType<typeof chosenFiles>) => {
    if (found.length === 0) return;
    const dropped = await asConfiguration(found);
    skipped.value = dropped.skipped;
    if (Object.keys(dropped.files).length > 0) setConfig(dropped.files);
  };
  return (
    <DropZone onDrop={async (data) => take(await droppedFiles(data))}>
      <div class="pane-head">
        <label for="config">{w.config}</label>
        <span class="buttons">
          <FileButton
            id="config-file"
            label={w.chooseFile}
            multiple
            onFiles={(list) => take(chosenFiles(list))}
          />
          <FileButton
            id="config-folder"
            label={w.chooseFolder}
            folder
            onFiles={(list) => take(chosenFiles(list))}
          />
        </span>
      </div>
      <p class="hint" id="config-hint">
        {w.configHint}
      </p>
      {paths.length > 1 && (
        <select
          aria-label={w.file}
          value={shown}
          onChange={(e) => (shownFile.value = e.currentTarget.value)}
        >
          {paths.map((path) => (
            <option key={path} value={path}>
              {path}
            </option>
          ))}
        </select>
      )}
      <Area
        id="config"
        rows={14}
        value={files[shown] ?? ''}
        onText={(text) => (config.value = { ...config.value, [shown]: text })}
        placeholder={w.configPlaceholder}
      />
      {skipped.value.length > 0 && (
        <p class="bad" role="status">
          {fill(w.skipped, { files: skipped.value.slice(0, 8).join(', ') })}
        </p>
      )}
    </DropZone>
  );
}

function Area(props: {
  readonly id: string;
  readonly rows: number;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly placeholder?: string;
}) {
  return (
    <textarea
      id={props.id}
      aria-describedby={`${props.id}-hint`}
      rows={props.rows}
      value={props.value}
      onInput={(e) => props.onText(e.currentTarget.value)}
      placeholder={props.placeholder}
      spellcheck={false}
      autocomplete="off"
      autocapitalize="off"
      wrap="off"
    />
  );
}

function FileButton(props: {
  readonly id: string;
  readonly label: string;
  readonly multiple?: boolean;
  readonly folder?: boolean;
  readonly onFiles: (list: FileList | null) => unknown;
}) {
  return (
    <span class="file-button">
      <input
        id={props.id}
        type="file"
        multiple={props.multiple}
        {...(props.folder && { webkitdirectory: true })}
        onChange={async (e) => {
          const input = e.currentTarget;
          await props.onFiles(input.files);
          // The same file may be chosen again after it changed.
          input.value = '';
        }}
      />
      <label for={props.id}>{props.label}</label>
    </span>
  );
}

function DropZone(props: {
  readonly onDrop: (data: DataTransfer) => Promise<unknown>;
  readonly children: ComponentChildren;
}) {
  const over = useSignal(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button beside it does the same.
    <div
      class={over.value ? 'pane over' : 'pane'}
      onDragOver={(e) => {
        e.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={(e) => {
        e.preventDefault();
        over.value = false;
        if (e.dataTransfer) void props.onDrop(e.dataTransfer);
      }}
    >
      {props.children}
    </div>
  );
}
