/**
 * Version numbers as nginx and OpenSSL print them: `1.22.1`, `3.0.22`, `1.1.1w`,
 * `3.5`. Parts that are not given count as 0, letters after the number count last.
 */
function parts(version: string): number[] {
  const m = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?([a-z])?/.exec(version);
  if (!m) return [0, 0, 0, 0];
  const letter = m[4] ? m[4].charCodeAt(0) - 96 : 0;
  return [Number(m[1]), Number(m[2] ?? 0), Number(m[3] ?? 0), letter];
}

/** Negative when `a` is older than `b`, 0 when they are the same, positive when it is newer. */
export function compareVersions(a: string, b: string): number {
  const left = parts(a);
  const right = parts(b);
  for (let i = 0; i < left.length; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether `version` is `since` or newer. */
export function atLeast(version: string, since: string): boolean {
  return compareVersions(version, since) >= 0;
}
