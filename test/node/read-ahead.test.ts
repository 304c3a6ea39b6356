import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disk } from '../../src/node/disk.ts';
import { readAhead } from '../../src/node/read-ahead.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'alert40-ahead-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function files(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => {
    const file = path.join(dir, `${i}.conf`);
    writeFileSync(file, `# ${i}\n`);
    return file;
  });
}

describe('reading ahead', () => {
  it('hands over what the other thread has read', async () => {
    const paths = files(400);
    const ahead = readAhead(paths);
    const fromThread: string[] = [];
    for (const file of paths.toReversed()) {
      await wait(25);
      rmSync(file);
      const read = ahead.read(file);
      if ('text' in read) fromThread.push(read.text);
      if (fromThread.length === 3) break;
    }
    // The disk has none of these any more.
    expect(fromThread).toHaveLength(3);
    expect(fromThread[0]).toMatch(/^# \d+\n$/);
  });

  it('reads as the disk does, whatever stands there', async () => {
    const odd = { 'latin.conf': '\xe9 caf\xe9', 'nul.conf': 'a\0b', 'utf.conf': '\xc3\xa9' };
    const paths = Object.entries(odd).map(([name, bytes]) => {
      const file = path.join(dir, name);
      writeFileSync(file, Buffer.from(bytes, 'latin1'));
      return file;
    });
    paths.push(path.join(dir, 'missing.conf'), dir);
    const wanted = paths.map((file) => disk.read(file));
    const ahead = readAhead(paths);
    expect(paths.map((file) => ahead.read(file))).toEqual(wanted);
    const later = readAhead(paths);
    await wait(1000);
    expect(paths.map((file) => later.read(file))).toEqual(wanted);
    expect(wanted.map((read) => 'text' in read)).toEqual([true, false, true, false, false]);
  });
});
