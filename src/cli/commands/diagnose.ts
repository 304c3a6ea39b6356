/** `alert40 diagnose`: why it fails, ranked, with evidence and repairs. */
import { Option } from 'commander';
import { viewOf } from '../../report/view.ts';
import { FORMATS, type Format, render } from '../formats.ts';
import { type GatherOptions, gather } from '../gather.ts';
import { addGatherOptions } from '../options.ts';
import type { Subcommand } from '../subcommand.ts';
import { withConversations } from '../with-conversations.ts';

const diagnoseCommand: Subcommand = {
  define(command) {
    addGatherOptions(command);
    command
      .addOption(
        new Option('--format <format>', 'form of the report').choices(FORMATS).default('text'),
      )
      .option('--all', 'show every cause that was weighed, with all evidence')
      .addHelpText(
        'after',
        `
Examples:
  alert40 diagnose /var/log/nginx/error.log -c /etc/nginx/nginx.conf
  journalctl -u nginx | alert40 diagnose - -c /etc/nginx/nginx.conf
  nginx -T | alert40 diagnose error.log -c - --format html > incident.html`,
      );
  },
  async run(session, logs, options) {
    const { diagnosis, conversations } = await gather(session, logs, options as GatherOptions);
    const view = viewOf(diagnosis, session.language);
    const format = options.format as Format;
    const report = await render(view, format, session, options.all === true);
    session.io.stdout.write(await withConversations(report, format, conversations, session));
    return diagnosis.incidents.length > 0 ? 1 : 0;
  },
};

export default diagnoseCommand;
