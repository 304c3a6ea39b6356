/** Which of `names` (exact, or `*.suffix`) answers for the name that was asked for. */
export function certificateName(
  names: Readonly<Record<string, string>>,
  asked: string,
): string | undefined {
  const name = asked.toLowerCase();
  const exact = names[name];
  if (exact !== undefined) return exact;
  const wildcard = `*${name.slice(name.indexOf('.'))}`;
  return name.includes('.') ? names[wildcard] : undefined;
}
