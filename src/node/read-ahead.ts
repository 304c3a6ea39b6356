/** Reads many files in another thread, while this one works on those that have been read. */
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Files } from '../nginx/files.ts';
import { asRead, disk } from './disk.ts';

/** Kept as text, so that it runs from the source and from the bundle alike. Null: to be read again, with the reason. */
const READER = `
const { readFileSync } = require('node:fs');
const { port, batches } = require('node:worker_threads').workerData;
const read = (path) => { try { return readFileSync(path, 'utf8'); } catch { return null; } };
for (const { number, paths } of batches) port.postMessage({ number, texts: paths.map(read) });
port.close();
`;

/** Files that are handed over at once. */
const BATCH = 100;

interface Handed {
  readonly number: number;
  readonly texts: readonly (string | null)[];
}

/**
 * The disk, of which these files will be asked for in this order. The other thread starts
 * at the end: what is asked for before it has come is read here.
 */
export function readAhead(paths: readonly string[]): Files {
  const batches = batchesOf(paths);
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(READER, {
    eval: true,
    workerData: { port: port2, batches: batches.toReversed() },
    transferList: [port2],
  });
  // Without it the files are read here.
  worker.on('error', () => {});
  worker.unref();
  port1.unref();
  const texts = new Map<string, string>();
  const receive = () => {
    for (let m = receiveMessageOnPort(port1); m !== undefined; m = receiveMessageOnPort(port1)) {
      const { number, texts: handed } = m.message as Handed;
      const from = number * BATCH;
      for (const [i, text] of handed.entries())
        if (text !== null) texts.set(paths[from + i] as string, text);
    }
  };
  return {
    glob: disk.glob,
    read(path) {
      if (!texts.has(path)) receive();
      const text = texts.get(path);
      if (text === undefined) return disk.read(path);
      texts.delete(path);
      return asRead(text, path);
    },
  };
}

function batchesOf(paths: readonly string[]) {
  const count = Math.ceil(paths.length / BATCH);
  return Array.from({ length: count }, (_, number) => ({
    number,
    paths: paths.slice(number * BATCH, (number + 1) * BATCH),
  }));
}
