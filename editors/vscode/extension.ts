/** Starts the language server of alert40 for nginx configuration, and stops it. */
import path from 'node:path';
import { type ExtensionContext, workspace } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  client = new LanguageClient('alert40', 'alert40', serverOf(context), OPTIONS);
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

/** Files that hold nginx configuration; other software ends its files in `.conf` as well. */
const FILES = [
  '**/nginx*.conf',
  '**/{nginx,openresty}/**/*.conf',
  '**/{conf.d,snippets}/*.conf',
  '**/sites-{available,enabled}/*',
];

const OPTIONS: LanguageClientOptions = {
  documentSelector: [
    { language: 'nginx' },
    ...FILES.map((pattern) => ({ scheme: 'file', pattern })),
  ],
  synchronize: {
    fileEvents: ['**/*.conf', '**/.alert40.yaml'].map((glob) =>
      workspace.createFileSystemWatcher(glob),
    ),
  },
};

function serverOf(context: ExtensionContext): ServerOptions {
  const named = workspace.getConfiguration('alert40').get<string>('path', '');
  if (named !== '') return { command: named, args: ['lsp'], transport: TransportKind.stdio };
  const module = context.asAbsolutePath(path.join('server', 'cli.cjs'));
  return { module, args: ['lsp'], transport: TransportKind.stdio };
}
