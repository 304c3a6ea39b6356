/** How messages begin that can be events: most lines of a log are told by their first bytes. */

/** Beginnings of the messages that `readMessage` knows, three bytes each. */
export const BEGINNINGS: ReadonlySet<number> = new Set(
  ['SSL', 'ups', 'pee', 'con', 'can', 'rec', 'rea', 'sen', 'wri', 'no ', 'aut', 'get'].map(
    (text) => (text.charCodeAt(0) << 16) | (text.charCodeAt(1) << 8) | text.charCodeAt(2),
  ),
);

/** By their first two bytes, the first one times 256: 1 where a message may begin so. */
export const PAIRS = new Uint8Array(65_536);
for (const beginning of BEGINNINGS) PAIRS[beginning >> 8] = 1;
