/** The error log: a text, or files that are read piece by piece and never stand in the page. */
import { chosenFiles, type Drop, droppedFiles } from './drop.ts';
import { Area, DropZone, FileButton } from './fields.tsx';
import { log, progress, result, setFileLog, words, working } from './state.ts';
import { fill } from './words.ts';

/** Longer texts would make a field slow. */
const INLINE = 200_000;

export function LogPane() {
  const w = words.value;
  const input = log.value;
  const take = async ({ found }: Drop) => {
    const [first] = found;
    if (first === undefined) return;
    const text =
      found.length === 1 && first.file.size <= INLINE
        ? await first.file.text().catch(() => null)
        : null;
    if (text === null || text === '' || text.includes('\0') || text.startsWith('\x1f'))
      setFileLog(found.map(({ file }) => file));
    else log.value = { kind: 'text', text };
  };
  const onLongPaste = (text: string) => {
    const before = input.kind === 'text' ? input.text : '';
    const parts = before.trim() === '' ? [text] : [before, '\n', text];
    setFileLog([new File(parts, w.pasted)]);
  };
  return (
    <DropZone
      onDrop={async (data) => take(await droppedFiles(data))}
      longest={INLINE}
      onLongPaste={onLongPaste}
    >
      <div class="pane-head">
        <label for="log">{w.log}</label>
        <FileButton
          id="log-file"
          label={w.chooseFile}
          multiple
          onFiles={(list) => take(chosenFiles(list))}
        />
      </div>
      <p class="hint" id="log-hint">
        {w.logHint}
      </p>
      {input.kind === 'files' ? (
        <FileCard files={input.files} />
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

function FileCard({ files }: { readonly files: readonly File[] }) {
  const w = words.value;
  const share = progress.value;
  const [first] = files;
  const name =
    files.length === 1 && first !== undefined
      ? first.name
      : fill(w.severalFiles, { count: files.length });
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const percent = `${Math.floor((share ?? 0) * 100)}%`;
  const said =
    share !== null
      ? fill(w.reading, { name, percent })
      : !working.value && result.value !== null
        ? fill(w.read, { name })
        : name;
  return (
    // biome-ignore lint/a11y/useSemanticElements: it stands in the place of the field, under the same label.
    <div class="file-card" id="log" role="group" aria-label={w.log}>
      <p role="status">
        {said} <span class="dim">({inUnits(total)})</span>
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

function inUnits(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
