/** `lab serve ID`: leaves a failing pair up, for trying things by hand. */
import path from 'node:path';
import { Bench } from './bench.ts';
import { configOf } from './frame.ts';
import { Addresses, takeLane } from './lane.ts';
import type { Named } from './load.ts';
import { WORK } from './paths.ts';
import { ensurePki } from './pki.ts';
import type { Release } from './releases.ts';
import { killAll } from './servers/child.ts';

/** Runs until interrupted. */
export async function serve(
  scenario: Named,
  release: Release,
  say: (text: string) => void,
): Promise<number> {
  const pki = await ensurePki();
  const lane = await takeLane();
  const addresses = new Addresses(lane, 1);
  const dir = path.join(WORK, `serve-${process.pid}`);
  const bench = new Bench(scenario, addresses, dir, pki);
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
  try {
    await bench.open();
    const nginx = await bench.start(release, configOf(scenario, release));
    say(`${scenario.id}: ${scenario.title}\n`);
    say(
      `nginx ${release.nginx} (OpenSSL ${release.openssl}) ${nginx.up ? `listens on ${addresses.listen}` : 'did not start'}\n`,
    );
    for (const { at, kind } of scenario.upstreams) {
      const real = addresses.translate(at);
      say(`upstream ${at} is ${kind} on ${real}\n`);
    }
    for (const request of scenario.requests ?? [{}])
      say(
        `  curl -i${request.method === 'POST' ? ' -d hello' : ''} -H 'Host: ${request.host ?? 'www.example.com'}' 'http://${addresses.listen}:${request.port ?? 80}${request.path ?? '/'}'\n`,
      );
    say(`configuration ${dir}/etc\nerror log     ${dir}/log/error.log\nCtrl-C ends it\n`);
    if (!nginx.up) say(nginx.said());
    if (nginx.up) await stopped;
    await nginx.stop();
    return nginx.up ? 0 : 1;
  } finally {
    await bench.close();
    killAll();
    lane.free();
  }
}
