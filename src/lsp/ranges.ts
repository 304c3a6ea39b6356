/** Between offsets of the core and positions of the protocol; both count UTF-16 code units. */
import type { Location, Range as LspRange } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ConfigFile } from '../nginx/tree.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import type { Range } from '../text/edit.ts';
import type { Workspace } from './workspace.ts';

const documents = new WeakMap<ConfigFile, TextDocument>();

/** The file as the protocol's library counts its lines; made once. */
export function documentOf(file: ConfigFile): TextDocument {
  let document = documents.get(file);
  if (document === undefined) {
    document = TextDocument.create(file.path, 'nginx', 0, file.text);
    documents.set(file, document);
  }
  return document;
}

export function rangeIn(file: ConfigFile, { start, end }: Range): LspRange {
  const document = documentOf(file);
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** A place for the client to go to; null when the file is not of this configuration. */
export function locationOf(
  workspace: Workspace,
  set: ConfigSet,
  path: string,
  range: Range,
): Location | null {
  const file = set.files.get(path);
  return file === undefined ? null : { uri: workspace.uriOf(path), range: rangeIn(file, range) };
}
