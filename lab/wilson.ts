/** Wilson's score interval for a share, at 95 %. */
const Z = 1.959964;

/** Bounds of the share behind `k` of `n`; `k` may be a fraction. `[0, 1]` when nothing was tried. */
export function wilson(k: number, n: number): readonly [low: number, high: number] {
  if (n === 0) return [0, 1];
  const p = k / n;
  const z2 = Z * Z;
  const middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
