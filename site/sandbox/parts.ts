/**
 * Parts of the page that run only when they are needed. In the page that is
 * one file they stand in it as text; on a site they are files beside it.
 */

import type { AskPanel } from './ask/panel.tsx';
import type { createEditor } from './editor/editor.ts';

export interface Parts {
  /** The programs of the workers. */
  readonly engine: string;
  readonly further: string;
  /** Sentences by message id, those of each program. */
  readonly en: Readonly<Record<string, string>>;
  readonly zh: Readonly<Record<string, string>>;
  readonly 'en-further': Readonly<Record<string, string>>;
  readonly 'zh-further': Readonly<Record<string, string>>;
  readonly editor: typeof createEditor;
  /** The panel for the user's own model, and the program and sentences of its worker. */
  readonly ask: typeof AskPanel;
  readonly asking: string;
  readonly 'en-asking': Readonly<Record<string, string>>;
  readonly 'zh-asking': Readonly<Record<string, string>>;
}

/** A part could not be loaded: the site is out of reach. */
export class PartMissing extends Error {}

const wanted: { [Name in keyof Parts]?: Promise<Parts[Name]> } = {};
const arrived = new Map<string, unknown>();
(globalThis as { alert40Part?: (name: string, value: unknown) => void }).alert40Part = (
  name,
  value,
) => arrived.set(name, value);

/** Loads a part once. After a failure it is tried again at the next call. */
export function part<Name extends keyof Parts>(name: Name): Promise<Parts[Name]> {
  const before = wanted[name] as Promise<Parts[Name]> | undefined;
  if (before !== undefined) return before;
  const loading = load(name);
  (wanted as Record<string, unknown>)[name] = loading;
  loading.catch(() => {
    delete wanted[name];
  });
  return loading;
}

async function load<Name extends keyof Parts>(name: Name): Promise<Parts[Name]> {
  await domRead();
  const place = document.getElementById(`part-${name}`);
  const script = document.createElement('script');
  const address = place?.dataset.src;
  if (address === undefined) {
    script.textContent = place?.textContent ?? '';
    document.head.append(script);
  } else {
    await new Promise<void>((resolve, reject) => {
      script.onload = () => resolve();
      script.onerror = () => reject(new PartMissing(name));
      script.src = address;
      document.head.append(script);
    });
  }
  script.remove();
  if (!arrived.has(name)) throw new PartMissing(name);
  return arrived.get(name) as Parts[Name];
}

/** The parts stand behind the program of the page, which runs before they are there. */
async function domRead(): Promise<void> {
  if (document.readyState !== 'loading') return;
  await new Promise((resolve) => {
    document.addEventListener('DOMContentLoaded', resolve, { once: true });
  });
}
