/** The panel as a part of the page that is loaded when it is opened, with its style. */
import style from './ask.css';
import { AskPanel } from './panel.tsx';

const sheet = document.createElement('style');
// As the editor's: the policy of the page lets styles past by this.
sheet.nonce = document.querySelector('style')?.nonce ?? '';
sheet.textContent = style;
document.head.append(sheet);
(globalThis as unknown as { alert40Part(name: string, value: unknown): void }).alert40Part(
  'ask',
  AskPanel,
);
