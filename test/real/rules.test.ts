/** Every rule's bad example fails or is insecure on a real nginx, and the good one is neither; or its page says why that cannot be shown. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bench } from '../../lab/bench.ts';
import { Addresses, type Lane, takeLane } from '../../lab/lane.ts';
import type { Named } from '../../lab/load.ts';
import { type Outcome, works } from '../../lab/nginx.ts';
import { ensurePki } from '../../lab/pki.ts';
import { type Release, releases, within } from '../../lab/releases.ts';
import { MissingProgram } from '../../lab/servers/child.ts';
import type { RulePage } from '../../src/kb/schema.ts';
import { RULES } from '../../src/lint/list.ts';
import { rulePages, whole } from '../lint/rule-pages.ts';
import { needLab } from './need.ts';
import { DEMONSTRATIONS, type Demonstration, USUAL, type Usual } from './rules/demonstrations.ts';
import { posesAsNginx } from './rules/steal-key.ts';

describe('rules', () => {
  it.each(RULES.map(({ id }) => id))('%s is demonstrated, or its page says why not', (id) => {
    const shown = DEMONSTRATIONS.filter(({ rule }) => rule === id);
    const page = rulePages.find((p) => p.id === id);
    expect(shown.length).toBe(page?.notShown ? 0 : 1);
  });
});

describe.runIf(needLab())('on a real nginx', () => {
  let folder = '';
  let pki = '';
  let lane: Lane;
  let nginx: Release;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'alert40-rules-'));
    // Other users have to get as far as the files, so that only the files' own modes stop them.
    chmodSync(folder, 0o755);
    pki = await ensurePki();
    lane = await takeLane();
    nginx = releases().find((release) => release.root === '') as Release;
  });
  afterAll(() => {
    lane.free();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [i, demonstration] of DEMONSTRATIONS.entries()) {
    const page = rulePages.find(({ id }) => id === demonstration.rule) as RulePage;
    it(`${demonstration.rule}: ${demonstration.bad}`, { timeout: 60_000 }, async ({ skip }) => {
      const { requires } = demonstration;
      if (!within(nginx.nginx, requires?.nginx))
        skip(`shown on nginx before ${requires?.nginx?.[1]}`);
      const place = { dir: path.join(folder, String(i)), addresses: new Addresses(lane, i + 1) };
      const trial = new Trial(demonstration, nginx, pki, place);
      try {
        await trial.open();
        await trial.judge(page);
      } catch (error) {
        if (process.env.CI || !(error instanceof MissingProgram)) throw error;
        skip(error.message);
      } finally {
        await trial.close();
      }
    });
  }
});

interface Place {
  readonly dir: string;
  readonly addresses: Addresses;
}

/** One demonstration with its upstreams. */
class Trial {
  readonly #shown: Demonstration & Usual;
  readonly #nginx: Release;
  readonly #place: Place;
  readonly #bench: Bench;

  constructor(shown: Demonstration, nginx: Release, pki: string, place: Place) {
    this.#shown = { ...USUAL, ...shown, ssl: { ...USUAL.ssl, ...shown.ssl } };
    this.#nginx = nginx;
    this.#place = place;
    const { rule, upstreams, hosts, ssl, requests, modes = {} } = this.#shown;
    const about = { id: rule, cause: 'control', title: rule, files: {} } as const;
    const scenario: Named = { ...about, upstreams, hosts, ssl, requests, modes };
    this.#bench = new Bench(scenario, place.addresses, place.dir, pki);
  }

  open(): Promise<void> {
    return this.#bench.open();
  }

  close(): Promise<void> {
    return this.#bench.close();
  }

  async judge(page: RulePage): Promise<void> {
    const { bad, says, successors, attack } = this.#shown;
    if (bad === 'insecure') {
      if (successors || !attack) throw new Error('an insecure example is shown by an attack');
      expect(await this.#run(page.good), 'the good example').toSatisfy(works);
      expect(await this.#attacked(page.bad), 'the attack on the bad example').toBe(true);
      expect(await this.#attacked(page.good), 'the attack on the good example').toBe(false);
      return;
    }
    const outcome = await this.#run(page.bad);
    expect(outcome, 'the bad example').not.toSatisfy(works);
    expect(outcome.started).toBe(bad === 'fails');
    if (says) expect(outcome.lines.join('\n')).toMatch(says);
    if (successors) await this.#bench.replace(successors);
    expect(await this.#run(page.good), 'the good example').toSatisfy(works);
  }

  #run(example: string, requests = this.#shown.requests): Promise<Outcome> {
    // The system's own bundle does not know the lab's authority.
    const trusting = whole(example).replaceAll(
      '/etc/ssl/certs/ca-certificates.crt',
      '/etc/nginx/ssl/ca.pem',
    );
    const atPort = requests.map((request) => ({ port: 8080, ...request }));
    return this.#bench.run(this.#nginx, { 'nginx.conf': trusting }, { requests: atPort });
  }

  async #attacked(example: string): Promise<boolean> {
    const { attack, upstreams } = this.#shown;
    if (!attack) return false;
    if ('requests' in attack) return works(await this.#run(example, attack.requests));
    if ('stealsKey' in attack) return posesAsNginx(example, this.#place, upstreams[0]?.at ?? '');
    await this.#bench.replace(attack.impostors);
    const outcome = await this.#run(example);
    await this.#bench.replace(upstreams);
    return works(outcome);
  }
}
