import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LogsRead, readLogs } from '../../src/node/log-input.ts';
import { BASE_LINES, wholeLine } from '../log/base-lines.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'alert40-logs-'));
const file = (name: string) => path.join(dir, name);
const line = wholeLine(BASE_LINES.find((base) => base.alert === 112)!);
const many = (n: number) => `${line}\n`.repeat(n);

beforeAll(() => {
  mkdirSync(file('dir'));
  writeFileSync(file('error.log'), many(3));
  writeFileSync(file('error.log.1'), many(2));
  writeFileSync(file('error.log.2.gz'), Buffer.concat([gzipSync(many(5)), gzipSync(many(7))]));
  writeFileSync(
    file('cut.gz'),
    gzipSync(
      Array.from({ length: 2000 }, () => `${many(1)}# ${Math.random()}\n`).join(''),
    ).subarray(0, 9000),
  );
  writeFileSync(file('empty.log'), '');
  writeFileSync(
    file('binary.log'),
    Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 73) % 256)),
  );
  writeFileSync(file('other.log'), 'Nov 21 07:27:09 host sshd[1]: Connection closed\n'.repeat(40));
  writeFileSync(file('packed.xz'), Buffer.from('\xfd7zXZ\x00\x00\x04', 'latin1'));
  writeFileSync(file('[odd].log'), many(1));
});
afterAll(() => rmSync(dir, { recursive: true }));

const stdin = () => Readable.from([]);
const read = (...names: string[]): Promise<LogsRead> =>
  readLogs(names.map(file), { stdin: stdin() });
const ids = (result: LogsRead) => result.problems.map((problem) => problem.id);

describe('inputs', () => {
  it('reads files, each once however it is named', async () => {
    const result = await read('error.log', 'error.log.1', 'dir/../error.log');
    expect(result).toMatchObject({ readable: 2, failures: 5, lines: 5, records: 5, problems: [] });
    expect(result.incidents).toMatchObject([{ count: 5, signature: { alert: 112 } }]);
  });
  it('reads globs, and names that look like one', async () => {
    expect(await read('error.log*')).toMatchObject({ readable: 3, failures: 17, problems: [] });
    expect(await read('[odd].log')).toMatchObject({ failures: 1, problems: [] });
    expect(ids(await read('nothing-*.log'))).toEqual(['log.no-match']);
  });
  it('reads gzip of several members, named as it may be', async () => {
    expect(await read('error.log.2.gz')).toMatchObject({ failures: 12, lines: 12, problems: [] });
  });
  it('uses what can be unpacked of a damaged one', async () => {
    const result = await read('cut.gz');
    expect(result.failures).toBeGreaterThan(10);
    expect(ids(result)).toEqual(['log.damaged-gzip']);
  });
  it('reads standard input, packed or not', async () => {
    for (const bytes of [Buffer.from(many(4)), gzipSync(many(4))])
      expect(
        await readLogs(['-'], { stdin: Readable.from([bytes.subarray(0, 9), bytes.subarray(9)]) }),
      ).toMatchObject({ failures: 4, problems: [] });
    expect(ids(await readLogs(['-'], { stdin: stdin() }))).toEqual(['log.empty']);
  });
  it('says of each thing that is no log what it is, and reads the rest', async () => {
    const result = await read(
      'missing.log',
      'dir',
      'binary.log',
      'empty.log',
      'packed.xz',
      'other.log',
      'error.log',
    );
    expect(ids(result)).toEqual([
      'log.missing',
      'log.directory',
      'log.binary',
      'log.empty',
      'log.packed',
      'log.foreign',
    ]);
    expect(result).toMatchObject({ readable: 2, failures: 3 });
  });
  it.skipIf(process.getuid?.() === 0)('says when it may not read', async () => {
    writeFileSync(file('secret.log'), many(1));
    chmodSync(file('secret.log'), 0);
    expect(ids(await read('secret.log'))).toEqual(['log.forbidden']);
  });
  it('tells how far it is', async () => {
    appendFileSync(file('long.log'), many(5000));
    const told: (readonly [number, number | null])[] = [];
    await readLogs([file('long.log')], {
      stdin: stdin(),
      onProgress: (bytes, total) => told.push([bytes, total]),
    });
    expect(told.length).toBeGreaterThan(1);
    expect(told.at(-1)?.[0]).toBe(told.at(-1)?.[1]);
  });
});
