/** Fields that text and files are entered in. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';

export function Area(props: {
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

export function FileButton(props: {
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

export function DropZone(props: {
  readonly onDrop: (data: DataTransfer) => Promise<unknown>;
  /** A paste of more characters than this goes to `onLongPaste` instead of the field. */
  readonly longest?: number;
  readonly onLongPaste?: (text: string) => void;
  readonly children: ComponentChildren;
}) {
  const over = useSignal(false);
  const onPaste = (e: ClipboardEvent) => {
    const text = e.clipboardData?.getData('text/plain') ?? '';
    if (text.length <= (props.longest ?? Number.POSITIVE_INFINITY)) return;
    e.preventDefault();
    e.stopPropagation();
    props.onLongPaste?.(text);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button beside it does the same.
    <div
      class={over.value ? 'pane over' : 'pane'}
      // Before the field itself sees it.
      onPasteCapture={onPaste}
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
