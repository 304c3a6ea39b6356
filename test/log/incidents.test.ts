import { describe, expect, it } from 'vitest';
import { IncidentCollector, mergeIncidents } from '../../src/log/incidents.ts';
import { parseLine } from '../../src/log/parse.ts';
import { Timeline } from '../../src/log/timeline.ts';

const failed =
  'SSL_do_handshake() failed (SSL: error:0A000410:SSL routines::sslv3 alert handshake failure:SSL alert number 40) while SSL handshaking to upstream';

interface Line {
  readonly message?: string;
  readonly level?: string;
  readonly time?: string;
  readonly connection?: number;
  readonly server?: string;
  readonly method?: string;
  readonly uri?: string;
  readonly peer?: string;
}

function event(line: Line) {
  const {
    message = failed,
    level = 'error',
    time = '07:27:09',
    connection = 1,
    server = 'a.example.com',
  } = line;
  const { method = 'GET', uri = '/v2/x', peer = '10.0.0.1:443' } = line;
  const text = `2026/11/21 ${time} [${level}] 7#7: *${connection} ${message}, client: 1.1.1.1, server: ${server}, request: "${method} ${uri} HTTP/1.1", upstream: "https://${peer}${uri}", host: "${server}"`;
  const parsed = parseLine(text, { input: 'x', line: connection });
  if (parsed === null) throw new Error(text);
  return parsed;
}

function collect(lines: readonly Line[]) {
  const collector = new IncidentCollector();
  for (const line of lines) collector.add(event(line));
  return collector.finish();
}

describe('incidents', () => {
  it('are one for peers of one place that fail alike', () => {
    const [one, ...more] = collect([
      { peer: '10.0.0.1:443', uri: '/v2/a', time: '07:00:00' },
      { peer: '10.0.0.2:443', uri: '/v2/b?x=1', time: '07:00:05', method: 'POST' },
      { peer: '10.0.0.2:443', uri: '/v2/b?x=2', time: '07:00:03' },
    ]);
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      count: 3,
      first: '2026-11-21T07:00:00',
      last: '2026-11-21T07:00:05',
      uris: ['/v2/a', '/v2/b'],
      methods: { GET: 2, POST: 1 },
      timeline: { start: '2026-11-21T07:00:00', slotSeconds: 1, counts: [1, 0, 0, 1, 0, 1] },
    });
    expect(one?.upstreams.map((u) => u.host)).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  it('are apart for other servers, places, signatures; the most frequent first', () => {
    const other = failed.replace('0A000410', '0A000438').replace('40)', '80)');
    const incidents = collect([
      {},
      { server: 'b.example.com' },
      { uri: '/other' },
      { message: other },
      { message: other },
      { message: 'upstream SSL certificate does not match "x" while SSL handshaking to upstream' },
      { message: 'upstream SSL certificate does not match "y" while SSL handshaking to upstream' },
    ]);
    expect(incidents.map((i) => i.count)).toEqual([2, 1, 1, 1, 1, 1]);
  });

  it('become one place when a server has too many', () => {
    const incidents = collect(
      Array.from({ length: 100 }, (_, i) => ({ uri: `/p${i}/x`, connection: i })),
    );
    expect(incidents).toHaveLength(1);
    expect(incidents[0]).toMatchObject({ count: 100 });
    expect(incidents[0]?.uris).toHaveLength(50);
    expect(incidents[0]?.samples).toHaveLength(20);
  });

  it('take the cascade with them', () => {
    const down = 'upstream server temporarily disabled while SSL handshaking to upstream';
    const none = 'no live upstreams while connecting to upstream';
    const incidents = collect([
      { connection: 1 },
      { connection: 2, server: 'b.example.com', uri: '/b' },
      { connection: 1, message: down, level: 'warn' },
      { connection: 9, message: none, peer: 'backend', server: 'b.example.com' },
    ]);
    expect(incidents.map((i) => [i.server, i.cascade.map((c) => c.text)])).toEqual([
      ['a.example.com', [down]],
      ['b.example.com', [none]],
    ]);
    expect(collect([{ message: none }])).toMatchObject([
      { signature: { kind: 'cascade' }, count: 1 },
    ]);
  });

  it('stay bounded, whatever comes, and lose no count', () => {
    const incidents = collect(
      Array.from({ length: 30_000 }, (_, i) => ({ server: `s${i}.example.com`, connection: i })),
    );
    expect(incidents.length).toBeLessThanOrEqual(10_001);
    expect(incidents.reduce((sum, i) => sum + i.count, 0)).toBe(30_000);
    expect(incidents[0]).toMatchObject({ server: null, count: 20_000 });
  });

  it('can be merged when they prove to be one place', () => {
    const parts = collect([
      { uri: '/a', time: '07:00:00' },
      { uri: '/b', time: '07:00:02' },
      { uri: '/b', time: '07:00:02' },
    ]);
    expect(parts).toHaveLength(2);
    expect(mergeIncidents(parts)).toMatchObject({
      count: 3,
      first: '2026-11-21T07:00:00',
      uris: ['/b', '/a'],
      timeline: { counts: [1, 0, 2] },
    });
    expect(mergeIncidents([])).toBeNull();
  });
});

describe('timeline', () => {
  it('widens its slots and keeps every count', () => {
    const timeline = new Timeline();
    for (let day = 1; day <= 28; day++)
      for (let hour = 0; hour < 24; hour++)
        timeline.add(
          `2026-02-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00`,
        );
    timeline.add('2026-01-01T00:00:00');
    const made = timeline.finish();
    expect(made?.counts.length).toBeLessThanOrEqual(240);
    expect(made?.counts.reduce((a, b) => a + b, 0)).toBe(28 * 24 + 1);
    expect(made!.start <= '2026-01-01T00:00:00').toBe(true);
  });
  it('leaves out times that do not exist', () => {
    const timeline = new Timeline();
    timeline.add('2026-99-99T00:00:00');
    expect(timeline.finish()).toBeNull();
  });
});
