/** A connection that remembers what went over it, so that a handshake can be read as well as made. */
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** What is kept of each direction: a first flight with a long chain fits, an endless one does not. */
const KEPT = 256 * 1024;

export class Tap extends Duplex {
  readonly #socket: Socket;
  readonly #limit: number;
  #sent: Buffer[] = [];
  #received: Buffer[] = [];
  #receivedBytes = 0;
  #sentBytes = 0;
  /** The upstream ended its side. */
  ended = false;
  /** More came than a handshake can need. */
  flooded = false;
  /** Error of the connection itself. */
  failure: NodeJS.ErrnoException | null = null;

  /** `limit` is the number of bytes after which the connection is cut. */
  constructor(socket: Socket, limit: number) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    this.#limit = limit;
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('end', () => {
      this.ended = true;
      this.push(null);
    });
    socket.on('error', (error) => {
      this.failure = error;
      this.destroy(error);
    });
    socket.on('close', () => this.destroy());
  }

  #take(chunk: Buffer): void {
    if (this.#receivedBytes < KEPT) this.#received.push(chunk);
    this.#receivedBytes += chunk.length;
    if (this.#receivedBytes > this.#limit) {
      this.flooded = true;
      this.#socket.destroy();
      this.destroy(new Error('flooded'));
      return;
    }
    if (!this.push(chunk)) this.#socket.pause();
  }

  get received(): Buffer {
    return Buffer.concat(this.#received).subarray(0, KEPT);
  }

  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  get sent(): Buffer {
    return Buffer.concat(this.#sent);
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    if (this.#sentBytes < KEPT) this.#sent.push(Buffer.from(chunk));
    this.#sentBytes += chunk.length;
    if (this.#socket.destroyed) done();
    else this.#socket.write(chunk, () => done());
  }

  override _final(done: () => void): void {
    this.#socket.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
