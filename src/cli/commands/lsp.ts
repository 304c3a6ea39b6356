/** `alert40 lsp`: the language server, over standard input and output. */
import type { Writable } from 'node:stream';
import type { Language } from '../../report/messages/catalogue.ts';
import type { Subcommand } from '../subcommand.ts';

const lspCommand: Subcommand = {
  define(command) {
    command
      .option('--stdio', 'talk over standard input and output (the only way, and the default)')
      .addHelpText(
        'after',
        `
Examples:
  alert40 lsp --stdio                                  started by the editor
  vim.lsp.start({ name = 'alert40', cmd = { 'alert40', 'lsp' } })          Neovim`,
      );
  },
  async run({ io }, _args, options) {
    const { serve } = await import('../../lsp/server.ts');
    const language = (options.lang as Language | undefined) ?? null;
    await serve(io.stdin, io.stdout as Writable, { language });
    return 0;
  },
};

export default lspCommand;
