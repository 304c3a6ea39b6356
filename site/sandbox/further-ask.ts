/** Questions to the worker that works out what stands beside the diagnosis. */
import type { Language } from '../../src/index.ts';
import { Helper } from './helper.ts';
import type { FurtherAnswer, FurtherRequest } from './protocol.ts';

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (why: Error) => void;
}
const waiting = new Map<number, Waiting>();
let lastId = 0;

const helper = new Helper({
  program: 'further',
  // A view that it is handed holds messages of the engine.
  sentences: (spoken) => [spoken, `${spoken}-further`],
  onMessage(data) {
    const message = data as FurtherAnswer;
    const one = waiting.get(message.id);
    waiting.delete(message.id);
    if ('failed' in message) one?.reject(new Error(message.failed));
    else one?.resolve(message.answer);
  },
  onError(why) {
    for (const { reject } of waiting.values()) reject(new Error(why));
    waiting.clear();
  },
});

/** Asks the worker that works out what stands beside the diagnosis; rejects with `PartMissing`. */
export async function askFurther(request: FurtherRequest, speech: Language): Promise<unknown> {
  const worker = await helper.for(speech);
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, request });
  });
}
