/** The public API. Safe in a browser: nothing reachable from here uses Node. */
export type { Diagnosis } from './diagnosis/model.ts';
export { VERSION } from './version.ts';
