/** A worker of the page, started when it is first asked. */
import type { Language } from '../../src/index.ts';
import { type Parts, part } from './parts.ts';
import type { Sentences } from './protocol.ts';

type SentencesPart = Exclude<keyof Parts, 'editor' | 'engine' | 'further' | 'ask' | 'asking'>;

export interface HelperOptions {
  readonly program: 'engine' | 'further' | 'asking';
  /** The parts that hold what it says. */
  readonly sentences: (language: Language) => readonly SentencesPart[];
  readonly onMessage: (data: unknown) => void;
  /** It broke; asked again, it starts anew. */
  readonly onError: (why: string) => void;
}

export class Helper {
  readonly #options: HelperOptions;
  #starting: Promise<Worker> | null = null;
  readonly #spoken = new WeakMap<Worker, Set<Language>>();

  constructor(options: HelperOptions) {
    this.#options = options;
  }

  /** The worker, with the sentences of the language; rejects with `PartMissing`. */
  async for(language: Language): Promise<Worker> {
    this.#starting ??= this.#start().catch((error) => {
      this.#starting = null;
      throw error;
    });
    const [worker, ...all] = await Promise.all([
      this.#starting,
      ...this.#options.sentences(language).map(part<SentencesPart>),
    ]);
    const known = this.#spoken.get(worker) ?? new Set();
    if (!known.has(language)) {
      this.#spoken.set(worker, known.add(language));
      for (const sentences of all)
        worker.postMessage({ kind: 'sentences', language, sentences } satisfies Sentences);
    }
    return worker;
  }

  /** It runs from a text, so that the page's policy holds for it too. */
  async #start(): Promise<Worker> {
    const program = new Blob([await part(this.#options.program)], { type: 'text/javascript' });
    const worker = new Worker(URL.createObjectURL(program));
    worker.onmessage = ({ data }) => this.#options.onMessage(data);
    worker.onerror = (event) => {
      // What broke it may do so again, but not before something else is entered.
      this.#starting = null;
      this.#options.onError(event.message);
    };
    return worker;
  }
}
