/** Buttons that take something along: to the clipboard or into a file. */
import { useSignal } from '@preact/signals';
import { words } from './state.ts';

export function Copy({ text }: { readonly text: string }) {
  const w = words.value;
  const done = useSignal(false);
  const copy = async () => {
    await copyText(text);
    done.value = true;
    setTimeout(() => {
      done.value = false;
    }, 1500);
  };
  return (
    <button type="button" onClick={copy}>
      <span aria-live="polite">{done.value ? w.copied : w.copy}</span>
    </button>
  );
}

/** Browsers refuse the clipboard's own interface to pages that are opened from a file. */
async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}

export function Download(props: {
  /** What takes time to make is made when it is wanted. */
  readonly text: string | (() => Promise<string>);
  readonly name: string;
  readonly label: string;
}) {
  const missing = useSignal(false);
  const save = async () => {
    const { text: given } = props;
    const text =
      typeof given === 'string'
        ? given
        : await given().catch(() => {
            missing.value = true;
            return null;
          });
    if (text === null) return;
    missing.value = false;
    const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = props.name;
    link.click();
    // The browser takes the content when it starts to save.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return (
    <>
      <button type="button" onClick={save}>
        {props.label}
      </button>
      {missing.value && (
        <span class="bad" role="status">
          {words.value.unreachable}
        </span>
      )}
    </>
  );
}
