import { describe, expect, it } from 'vitest';
import { IncidentCollector } from '../../src/log/incidents.ts';
import { parseLine } from '../../src/log/parse.ts';
import { likelyVersions, versionsInLog } from '../../src/log/versions.ts';
import { BASE_LINES, type BaseLine, wholeLine } from './base-lines.ts';

function told(bases: readonly BaseLine[]) {
  const collector = new IncidentCollector();
  for (const base of bases) {
    const event = parseLine(wholeLine(base), { input: 'x', line: 1 });
    if (event && event.kind !== 'other') collector.add(event);
  }
  return versionsInLog(collector.finish());
}

describe('versions in a log', () => {
  it('never excludes the generation that wrote a line', () => {
    for (const base of BASE_LINES) {
      const { openssl, mixed } = told([base]);
      expect(mixed, base.message).toBe(false);
      if (openssl.length === 0) continue;
      // Lines that 3.5 was not seen to write may still be its; the other way round they may not.
      for (const generation of base.openssl) expect(openssl, base.message).toContain(generation);
    }
  });
  it.each(['1.0', '1.1', '3.0', '3.5'])('finds OpenSSL %s by its alert 40', (generation) => {
    const base = BASE_LINES.filter((b) => b.alert === 40 && b.openssl.join() === generation);
    expect(told(base).openssl).toEqual([generation]);
  });
  it('bounds nginx by the level of alert 112', () => {
    const by = (level: string) =>
      told(
        BASE_LINES.filter((b) => b.alert === 112 && b.level === level && b.codes[0] === '0A000458'),
      );
    expect(by('crit').nginx).toEqual({ atLeast: null, atMost: '1.26.3' });
    expect(by('error').nginx).toEqual({ atLeast: '1.30.0', atMost: null });
    expect(likelyVersions(by('error'))).toEqual({ nginx: '1.30.0', openssl: '3.0' });
  });
  it('says so when lines of several hosts are mixed', () => {
    expect(told(BASE_LINES.filter((b) => b.alert === 40))).toMatchObject({
      mixed: true,
      openssl: [],
    });
  });
  it('tells nothing where nothing is told', () => {
    expect(likelyVersions(told([]))).toEqual({ nginx: null, openssl: null });
    expect(told(BASE_LINES.filter((b) => b.kind === 'peer-closed'))).toMatchObject({
      openssl: [],
      library: null,
    });
  });
});
