/**
 * Certificates and keys that stand in the configuration itself (`data:` in the
 * place of a file name): never shown, since a key may be among them.
 */

/** Everything from the beginning of a PEM block to the last end of one. */
const PEM =
  /-----BEGIN [\s\S]*?(?:-----END [^-]*-----(?:\s*-----BEGIN [\s\S]*?-----END [^-]*-----)*|$)/g;

/** The text without what PEM blocks hold: `data:…`. */
export function withoutPem(text: string): string {
  return text.includes('-----BEGIN ') ? text.replace(PEM, '…').trimEnd() : text;
}

/** Lines of the text that belong to private keys, without the markers. */
export function keyLines(text: string): ReadonlySet<string> {
  if (!text.includes('PRIVATE KEY-----')) return new Set();
  const keys = text.matchAll(/PRIVATE KEY-----([\s\S]*?)(?:-----END |-----BEGIN |$)/g);
  const lines = [...keys].flatMap((key) => (key[1] ?? '').split('\n'));
  return new Set(lines.map((line) => line.trim()).filter((line) => line.length >= 16));
}
