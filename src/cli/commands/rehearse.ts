/** `alert40 rehearse`: the repaired configuration tried on a real nginx. */
import { Option } from 'commander';
import { Problem } from '../../node/problem.ts';
import type { TrialResult } from '../../node/rehearse/run.ts';
import { jsonText } from '../../report/json-text.ts';
import { placeOf } from '../../report/place.ts';
import { message } from '../../text/message.ts';
import { VERSION } from '../../version.ts';
import { type GatherOptions, gather } from '../gather.ts';
import { addGatherOptions } from '../options.ts';
import {
  type PlaceRehearsed,
  type RehearseOptions,
  rehearsedPlan,
  sentencesOf,
} from '../rehearsing.ts';
import type { Subcommand } from '../subcommand.ts';

type Options = GatherOptions &
  RehearseOptions & { readonly format: 'text' | 'json'; readonly allowWeakening?: boolean };

const rehearseCommand: Subcommand = {
  define(command) {
    addGatherOptions(command);
    command
      .option('--path <path>', 'path of the one request; the location’s own when left out')
      .option('--host <name>', 'Host header of the request; that of the log when left out')
      .addOption(
        new Option('--method <method>', 'method of the request')
          .choices(['HEAD', 'GET'])
          .default('HEAD'),
      )
      .option('--allow-weakening', 'also try repairs that lower security')
      .addOption(
        new Option('--format <format>', 'form of the result')
          .choices(['text', 'json'])
          .default('text'),
      )
      .addHelpText(
        'after',
        `
Starts your nginx twice in a private folder, on a unix socket, with the settings
of the place that fails: as they are, and repaired. One request each; then both
are stopped and removed. Nothing else on this host is touched, and no file of
yours is written.

Example:
  alert40 rehearse /var/log/nginx/error.log -c /etc/nginx/nginx.conf --path /health`,
      );
  },
  async run(session, logs, given) {
    const options = given as unknown as Options;
    const { diagnosis, config, binary } = await gather(session, logs, options);
    if (config === null) throw new Problem(message('cli.no-config'));
    const planning = { allowWeakening: options.allowWeakening === true };
    const tried = await rehearsedPlan(diagnosis, config, binary, planning, options, session);
    if (options.format === 'json') {
      const document = {
        schema: 'alert40/rehearsal/1',
        tool: { version: VERSION },
        nginx: { version: tried.binary.build.nginx, openssl: tried.binary.build.openssl },
        places: tried.places.map((p) => ({ place: placeOf(p.place.pass, p.config), ...data(p) })),
      };
      session.io.stdout.write(jsonText(document));
    } else {
      for (const place of tried.places)
        for (const m of sentencesOf(place, tried.binary, session.say))
          session.print(session.say(m));
      if (tried.places.length === 0) session.print(session.say(message('rehearse.nothing')));
    }
    for (const note of diagnosis.notes) session.tell(note);
    return tried.places.length > 0 && tried.places.every((p) => p.passed) ? 0 : 1;
  },
};

function data({ before, after, passed, unreadable, request }: PlaceRehearsed) {
  return { request, before: seen(before), after: after && seen(after), passed, unreadable };
}

function seen({ status, errors, refused }: TrialResult) {
  return { status, errors, refused };
}

export default rehearseCommand;
