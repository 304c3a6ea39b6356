/** Helm: YAML with Go tags in it, made readable as YAML without moving anything. */

/** Lines of tags become blank, and a tag inside a line becomes letters of its length. */
export function withoutTags(text: string): string {
  if (!text.includes('{{')) return text;
  const lines = text.replace(/^[ \t]*(?:\{\{(?:[^}]|\}(?!\}))*\}\}[ \t]*)+$/gm, (tags) =>
    tags.replace(/[^\r\n]/g, ' '),
  );
  return lines.replace(/\{\{(?:[^}]|\}(?!\}))*\}\}/g, (tag) => tag.replace(/[^\r\n]/g, 'x'));
}
