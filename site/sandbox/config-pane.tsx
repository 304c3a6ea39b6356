/** The configuration: one file of it at a time, in the editor or in a plain field. */

import { useSignal } from '@preact/signals';
import { CodeField, editorIsHere, plain } from './code-field.tsx';
import {
  asConfiguration,
  chosenFiles,
  type Drop,
  droppedFiles,
  type LeftOut,
  MOST,
} from './drop.ts';
import { Area, DropZone, FileButton } from './fields.tsx';
import { findings } from './further-state.ts';
import { config, leftOut, setConfig, shownFile, words } from './state.ts';
import { fill } from './words.ts';

export function ConfigPane() {
  const w = words.value;
  const files = config.value;
  const paths = Object.keys(files);
  const shown = shownFile.value;
  const tooLong = useSignal(false);
  const take = async (drop: Drop) => {
    const dropped = await asConfiguration(drop);
    leftOut.value = dropped.leftOut;
    tooLong.value = false;
    if (Object.keys(dropped.files).length > 0) setConfig(dropped.files);
  };
  const onText = (text: string) => {
    config.value = { ...config.value, [shown]: text };
  };
  return (
    <DropZone
      onDrop={async (data) => take(await droppedFiles(data))}
      longest={MOST}
      onLongPaste={() => (tooLong.value = true)}
    >
      <div class="pane-head">
        <label for="config" id="config-label">
          {w.config}
        </label>
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
        {w.configHint}{' '}
        {editorIsHere.value && (
          <button type="button" class="link" onClick={() => (plain.value = !plain.value)}>
            {plain.value ? w.useEditor : w.usePlain}
          </button>
        )}
        {editorIsHere.value && !plain.value && isRepairable() && ` ${w.editorKeys}`}
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
      {editorIsHere.value && !plain.value ? (
        <CodeField file={shown} text={files[shown] ?? ''} onText={onText} />
      ) : (
        <Area
          id="config"
          rows={14}
          value={files[shown] ?? ''}
          onText={onText}
          placeholder={w.configPlaceholder}
        />
      )}
      {tooLong.value && (
        <p class="bad" role="status">
          {w.tooLong}
        </p>
      )}
      {leftOut.value !== null && <Missing of={leftOut.value} />}
    </DropZone>
  );
}

function isRepairable(): boolean {
  return findings.value?.rows.some((row) => row.edits.length > 0) === true;
}

/** What of a folder is not there: nobody should think that everything was read. */
function Missing({ of }: { readonly of: LeftOut }) {
  const w = words.value;
  const said = [
    ...(of.unreadable.length > 0 ? [fill(w.skipped, { files: some(of.unreadable) })] : []),
    ...(of.cycles.length > 0 ? [fill(w.cycles, { files: some(of.cycles) })] : []),
    ...(of.tooMany ? [w.tooMany] : []),
  ];
  if (said.length === 0) return null;
  return (
    <div class="bad" role="status">
      {said.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

/** The first names, and how many more there are. */
function some(paths: readonly string[]): string {
  const shown = 6;
  const files = paths.slice(0, shown).join(', ');
  const count = paths.length - shown;
  return count > 0 ? fill(words.value.more, { files, count }) : files;
}
