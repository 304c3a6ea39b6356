/** The editor as a part of the page that is loaded when it is needed. */
import { createEditor } from './editor.ts';

(globalThis as unknown as { alert40Part(name: string, value: unknown): void }).alert40Part(
  'editor',
  createEditor,
);
