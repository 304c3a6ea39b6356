/** What `inspect` says of the ClientHello is what the lab captured of the same configuration. */
import { describe, expect, it } from 'vitest';
import type { EvidenceFile } from '../../lab/evidence.ts';
import { readEvidence } from '../../lab/evidence.ts';
import { configOf } from '../../lab/frame.ts';
import type { Named } from '../../lab/load.ts';
import { loadScenarios } from '../../lab/load.ts';
import { loadConfig } from '../../src/nginx/load.ts';
import { memoryFiles } from '../../src/nginx/memory-files.ts';
import { expectedHello } from '../../src/report/inspect-hello.ts';
import { upstreamPaths } from '../../src/upstream/paths.ts';

/** Sizes that `inspect` expects; null when it does not say for one of the places. */
function expectedSizes(scenario: Named, file: EvidenceFile): Set<number> | null {
  const config = configOf(scenario, { streamModule: true });
  const texts = Object.fromEntries(
    Object.entries(config).map(([name, text]) => [`/etc/nginx/${name}`, text]),
  );
  const versions = { nginx: file.nginx, openssl: file.openssl, from: 'flag' } as const;
  const set = loadConfig('/etc/nginx/nginx.conf', memoryFiles(texts));
  const sizes = new Set<number>();
  for (const path of upstreamPaths(set, versions)) {
    if (path.tls === 'no') continue;
    const hello = expectedHello(path, versions);
    if (path.tls === 'depends' || !hello) return null;
    sizes.add(hello.size);
  }
  return sizes;
}

describe('the ClientHello that inspect expects', async () => {
  const scenarios = new Map((await loadScenarios()).map((s) => [s.id, s]));

  it.each(readEvidence().map((file) => [file.release, file] as const))(
    'has the size captured on nginx %s',
    (_, file) => {
      let compared = 0;
      for (const record of file.records) {
        const scenario = scenarios.get(record.scenario);
        const sizes = scenario ? expectedSizes(scenario, file) : null;
        if (!sizes) continue;
        for (const hello of record.hellos ?? []) {
          if (hello.resumes) continue;
          expect([...sizes], record.scenario).toContain(hello.size);
          compared++;
        }
      }
      expect(compared).toBeGreaterThan(80);
    },
  );
});
