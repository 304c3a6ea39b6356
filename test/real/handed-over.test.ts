/**
 * The commands that we print send what nginx sends, with the tools of every
 * release: as recorded in `fixtures/handed-over.json`, and live where a release
 * is here. ALERT40_RECORD=1 records what runs live anew.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Release, releases } from '../../lab/releases.ts';
import { commandsFor, offered, SETTINGS, sentBy, sentByNginx, toolsOf } from './handed-over.ts';
import { need } from './need.ts';

interface Recorded {
  readonly nginx: string;
  readonly openssl: string;
  readonly curl: string;
  readonly cases: Record<string, Case>;
}
interface Case {
  readonly commands: { readonly openssl: string; readonly curl: string };
  /** ClientHellos as they arrived, in hexadecimal; empty where nothing was sent. */
  readonly sent: { readonly nginx: string; readonly openssl: string; readonly curl: string };
}

const file = path.join(import.meta.dirname, 'fixtures/handed-over.json');
const recorded: Recorded[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];

/** ML-DSA and Brainpool's curves: a certificate with them serves no client of TLS 1.2. */
const ONLY_IN_13 = new Set([0x081a, 0x081b, 0x081c, 0x0904, 0x0905, 0x0906]);

function compare({ commands, sent }: Case): void {
  const nginx = offered(sent.nginx);
  expect(offered(sent.openssl), 'openssl s_client').toEqual(nginx);
  if (commands.curl === '') return;
  // Of its own accord curl offers no ticket, and a maximum where nginx leaves versions out.
  const counts = (algorithm: number) =>
    nginx.versions.includes(0x0304) || !ONLY_IN_13.has(algorithm);
  const signatureAlgorithms = nginx.signatureAlgorithms.filter(counts);
  expect(offered(sent.curl), 'curl').toEqual({ ...nginx, signatureAlgorithms, ticket: false });
}

describe('commands to hand over, recorded', () => {
  for (const { nginx, openssl, curl, cases } of recorded)
    for (const [name, one] of Object.entries(cases))
      it(`send what nginx ${nginx} sends, with OpenSSL ${openssl} and curl ${curl}: ${name}`, () => {
        expect(commandsFor({ nginx, openssl }, SETTINGS[name] ?? '')).toEqual(one.commands);
        compare(one);
      });
  it('are there for every release', () => {
    expect(recorded.map((r) => r.nginx.replace(/\.\d+$/, ''))).toEqual([
      '1.18',
      '1.22',
      '1.26',
      '1.30',
    ]);
    for (const { cases } of recorded) expect(Object.keys(cases).length).toBeGreaterThan(4);
  });
});

const here = (need('nginx') ? releases() : []).filter((r) => toolsOf(r) !== null);

describe.skipIf(here.length === 0)('commands to hand over, run', { timeout: 60_000 }, () => {
  for (const release of here)
    it(`send what nginx ${release.nginx} sends`, async () => {
      const cases: Record<string, Case> = {};
      for (const [name, directives] of Object.entries(SETTINGS)) {
        if (!isPossible(release, directives)) continue;
        const commands = commandsFor(release, directives);
        cases[name] = {
          commands,
          sent: {
            nginx: await sentByNginx(release, directives),
            openssl: await sentBy(release, commands.openssl),
            curl: commands.curl === '' ? '' : await sentBy(release, commands.curl),
          },
        };
      }
      record(release, cases);
      for (const one of Object.values(cases)) compare(one);
    });
});

/** `proxy_ssl_conf_command` came with nginx 1.19.4. */
function isPossible({ nginx }: Release, directives: string): boolean {
  return !directives.includes('conf_command') || !nginx.startsWith('1.18.');
}

function record(release: Release, cases: Record<string, Case>): void {
  if (!process.env.ALERT40_RECORD) return;
  const tools = toolsOf(release);
  if (tools === null) return;
  const before: Recorded[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  const others = before.filter((r) => r.nginx.split('.')[1] !== release.nginx.split('.')[1]);
  const all = [...others, { nginx: release.nginx, ...tools, cases }];
  all.sort((a, b) => Number(a.nginx.split('.')[1]) - Number(b.nginx.split('.')[1]));
  writeFileSync(file, `${JSON.stringify(all, null, 1)}\n`);
}
