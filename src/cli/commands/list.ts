/** The subcommands. Each is loaded only when it is asked for. */
import type { Subcommand } from '../subcommand.ts';

export interface Listed {
  readonly name: string;
  /** How it is called, for the overview. */
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly default: Subcommand }>;
}

export const COMMANDS: readonly Listed[] = [
  {
    name: 'diagnose',
    usage: 'diagnose [LOG...] -c FILE',
    summary: 'why the handshake fails, ranked, with evidence and repairs',
    load: () => import('./diagnose.ts'),
  },
  {
    name: 'fix',
    usage: 'fix [LOG...] -c FILE',
    summary: 'the repair as a unified diff; --write applies it',
    load: () => import('./fix.ts'),
  },
  {
    name: 'probe',
    usage: 'probe -c FILE | --target HOST:PORT',
    summary: 'ask the upstream until the cause is decided',
    load: () => import('./probe.ts'),
  },
  {
    name: 'rehearse',
    usage: 'rehearse [LOG...] -c FILE',
    summary: 'try the repaired configuration on a real nginx',
    load: () => import('./rehearse.ts'),
  },
  {
    name: 'inspect',
    usage: 'inspect -c FILE',
    summary: 'what nginx will send and check, per location',
    load: () => import('./inspect.ts'),
  },
  {
    name: 'parse',
    usage: 'parse PATH',
    summary: 'the tree, as crossplane-compatible JSON',
    load: () => import('./parse.ts'),
  },
  {
    name: 'lint',
    usage: 'lint [PATH...]',
    summary: 'the fault before it happens; for CI',
    load: () => import('./lint.ts'),
  },
  {
    name: 'harden',
    usage: 'harden -c FILE',
    summary: 'verification wherever it can pass, all else as it was',
    load: () => import('./harden.ts'),
  },
  {
    name: 'export',
    usage: 'export --for conftest -c FILE',
    summary: 'effective settings for policy tools',
    load: () => import('./export.ts'),
  },
  {
    name: 'kb',
    usage: 'kb lookup TEXT | show ID | list',
    summary: 'the knowledge base, offline',
    load: () => import('./kb.ts'),
  },
  {
    name: 'redact',
    usage: 'redact PATH|-',
    summary: 'the text without its secrets',
    load: () => import('./redact.ts'),
  },
  {
    name: 'lsp',
    usage: 'lsp',
    summary: 'language server for editors, over standard input and output',
    load: () => import('./lsp.ts'),
  },
  {
    name: 'sandbox',
    usage: 'sandbox',
    summary: 'the page that diagnoses in a browser, offline',
    load: () => import('./sandbox.ts'),
  },
];
