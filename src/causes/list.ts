/** The one static list of causes, in the order of `ids.ts`. */
import type { Cause } from './cause.ts';
import { sniNotSent } from './sni-not-sent.ts';

export const CAUSES: readonly Cause[] = [sniNotSent];
