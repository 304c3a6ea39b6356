/**
 * What the panel is drawn and kept with. It is loaded later than the page, and
 * its build takes these modules from here instead of bringing a second copy,
 * whose signals would know nothing of the page's. Name by name, for what is
 * not named is left out of the page.
 */
import { batch, computed, effect, signal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { Fragment, jsx, jsxs } from 'preact/jsx-runtime';
import { Copy } from '../actions.tsx';
import { Diff } from '../diff.tsx';
import { Helper } from '../helper.ts';
import { language, lastMaterial, result, working } from '../state.ts';

/** By the last part of the name that they are imported by. */
const modules = {
  signals: { batch, computed, effect, signal },
  hooks: { useLayoutEffect },
  'jsx-runtime': { Fragment, jsx, jsxs },
  'actions.tsx': { Copy },
  'diff.tsx': { Diff },
  'helper.ts': { Helper },
  'state.ts': { language, lastMaterial, result, working },
};

export function share(): void {
  (globalThis as { alert40Shared?: typeof modules }).alert40Shared = modules;
}
