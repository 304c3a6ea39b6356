/** The language server: the linter, the effective settings and the directive table, in an editor. */
import type { Readable, Writable } from 'node:stream';
import {
  CodeActionKind,
  type Connection,
  createConnection,
  type InitializeParams,
  type InitializeResult,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Language, say } from '../report/messages/catalogue.ts';
import { VERSION } from '../version.ts';
import { actionsAt, repairAllEdit } from './actions.ts';
import { completionsAt } from './completion.ts';
import { definitionsAt } from './definition.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { hoverAt } from './hover.ts';
import { type Member, Workspace } from './workspace.ts';

/** Milliseconds without a keystroke after which the linter looks. */
const QUIET = 200;

export interface ServerOptions {
  /** The user's language; null takes the editor's. */
  readonly language: Language | null;
}

/** Serves one editor until it closes the connection. */
export function serve(input: Readable, output: Writable, options: ServerOptions): Promise<void> {
  const reader = new StreamMessageReader(input);
  const connection = createConnection(
    ProposedFeatures.all,
    reader,
    new StreamMessageWriter(output),
  );
  new Server(connection, options).listen();
  return new Promise((resolve) => reader.onClose(resolve));
}

class Server {
  readonly #connection: Connection;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #workspace = new Workspace();
  readonly #asked: Language | null;
  #language: Language = 'en';
  #snippets = false;
  #timer: NodeJS.Timeout | null = null;
  #told = '';

  constructor(connection: Connection, options: ServerOptions) {
    this.#connection = connection;
    this.#asked = options.language;
  }

  listen(): void {
    const connection = this.#connection;
    connection.onInitialize((params) => this.#initialize(params));
    this.#documents.onDidChangeContent(({ document }) => {
      this.#workspace.open(document.uri, document.getText());
      this.#soon();
    });
    this.#documents.onDidClose(({ document }) => {
      this.#workspace.close(document.uri);
      void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
      this.#soon();
    });
    this.#documents.onDidSave(() => this.#filesChanged());
    connection.onDidChangeWatchedFiles(() => this.#filesChanged());
    this.#answer();
    this.#documents.listen(connection);
    connection.listen();
  }

  #answer(): void {
    const connection = this.#connection;
    const workspace = this.#workspace;
    connection.onHover(({ textDocument, position }) =>
      this.#at(textDocument.uri, position, null, (member, offset) =>
        hoverAt(workspace, member, offset, this.#language),
      ),
    );
    connection.onCompletion(({ textDocument, position }) =>
      this.#at(textDocument.uri, position, [], (member, offset) => [
        ...completionsAt(member, offset, this.#snippets, this.#language),
      ]),
    );
    connection.onDefinition(({ textDocument, position }) =>
      this.#at(textDocument.uri, position, [], (member, offset) => [
        ...definitionsAt(workspace, member, offset),
      ]),
    );
    connection.onCodeAction(({ textDocument, range, context }) => {
      const actions = this.#at(textDocument.uri, range.start, [], (member) => [
        ...actionsAt(workspace, member, range, this.#language),
      ]);
      return actions.filter(({ kind }) => context.only?.some((k) => kind?.startsWith(k)) ?? true);
    });
    connection.onCodeActionResolve((action) => {
      const { uri } = (action.data ?? {}) as { uri?: string };
      const edit = this.#guarded(null, () => {
        const member = uri === undefined ? null : workspace.member(uri);
        return member === null ? null : repairAllEdit(workspace, member);
      });
      return edit === null ? action : { ...action, edit };
    });
  }

  #initialize({ locale, capabilities }: InitializeParams): InitializeResult {
    this.#language = this.#asked ?? (/^zh\b/i.test(locale ?? '') ? 'zh' : 'en');
    this.#snippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    return {
      serverInfo: { name: 'alert40', version: VERSION },
      capabilities: {
        textDocumentSync: {
          openClose: true,
          change: TextDocumentSyncKind.Incremental,
          save: true,
        },
        hoverProvider: true,
        completionProvider: {},
        definitionProvider: true,
        codeActionProvider: {
          codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.SourceFixAll],
          resolveProvider: true,
        },
      },
    };
  }

  #filesChanged(): void {
    this.#workspace.forget();
    this.#soon();
  }

  /** Looks at every open document once the typing pauses: one may change what holds in another. */
  #soon(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const { uri, version } of this.#documents.all()) this.#publish(uri, version);
    }, QUIET);
  }

  #publish(uri: string, version: number): void {
    this.#guarded(null, () => {
      const member = this.#workspace.member(uri);
      if (member === null) return null;
      const diagnostics = [...diagnosticsOf(this.#workspace, member, this.#language)];
      void this.#connection.sendDiagnostics({ uri, version, diagnostics });
      this.#tell(member);
      return null;
    });
  }

  /** A settings file that cannot be read is said once, until it is another problem. */
  #tell({ analysis: { problem } }: Member): void {
    const text = problem === null ? '' : say(problem, this.#language);
    if (text !== this.#told && text !== '') this.#connection.window.showWarningMessage(text);
    this.#told = text;
  }

  #at<T>(
    uri: string,
    position: { line: number; character: number },
    none: T,
    answer: (member: Member, offset: number) => T,
  ): T {
    const document = this.#documents.get(uri);
    if (document === undefined) return none;
    return this.#guarded(none, () => {
      const member = this.#workspace.member(uri);
      return member === null ? none : answer(member, document.offsetAt(position));
    });
  }

  /** A defect costs one answer, never the server. */
  #guarded<T>(none: T, work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.#connection.console.error(error instanceof Error ? String(error.stack) : String(error));
      return none;
    }
  }
}
