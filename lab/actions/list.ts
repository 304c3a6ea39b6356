/** The one list of actions, in the order in which they are reported. */
import type { Action } from './action.ts';
import { NAMES } from './names.ts';
import { PARAMETERS } from './parameters.ts';
import { STATE } from './state.ts';
import { TRANSPORT } from './transport.ts';
import { TRUST } from './trust.ts';

export const ACTIONS: readonly Action[] = [
  ...NAMES,
  ...TRUST,
  ...PARAMETERS,
  ...STATE,
  ...TRANSPORT,
];
