/** What synthetic secrets are made of: the same numbers every time. */

export type Make = (next: () => number) => string;

/** A generator that gives the same numbers every time. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

export const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const LOWER = UPPER.toLowerCase();
export const DIGITS = '0123456789';
export const HEX = `${DIGITS}abcdef`;
const BASE62 = UPPER + LOWER + DIGITS;

export const chars = (next: () => number, n: number, set = BASE62): string =>
  Array.from({ length: n }, () => set[Math.floor(next() * set.length)]).join('');
export const base64 = (text: string) => btoa(text);
export const base64url = (text: string) =>
  btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

export const jwt: Make = (n) =>
  `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url(`{"sub":"${chars(n, 8)}"}`)}.${chars(n, 43)}`;
