/** What every SARIF report needs: file names as URIs and edits as fixes. */
import type { Fix } from 'sarif';
import { type Edit, editsByFile } from '../text/edit.ts';

/** Address of the schema, by which viewers know the format. */
export const SARIF_SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

/** A relative or absolute path as a URI reference. */
export function fileUri(path: string): string {
  // Names that are not UTF-8 have halves of pairs in them, which no URI can carry.
  const whole = path.replace(/[\ud800-\udfff]/gu, '\ufffd');
  const encoded = whole.split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}

/** Edits as a fix that editors and code hosts can apply. */
export function sarifFix(description: string, edits: readonly Edit[]): Fix {
  return {
    description: { text: description },
    artifactChanges: [...editsByFile(edits)].map(([file, own]) => ({
      artifactLocation: { uri: fileUri(file) },
      replacements: own.map((edit) => ({
        deletedRegion: { charOffset: edit.start, charLength: edit.end - edit.start },
        insertedContent: { text: edit.text },
      })),
    })),
  };
}
