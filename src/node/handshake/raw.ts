/**
 * Sends a ClientHello that our own OpenSSL would not send, over a plain
 * socket, and reads the first flight of the answer. Nothing is completed.
 */
import { Duplex } from 'node:stream';
import { asGeneration, type Generation, generationOf } from '../../probe/generation.ts';
import type { Question } from '../../probe/question.ts';
import { type Flight, ServerFlight } from '../../tls/server-flight.ts';
import type { Address } from './addresses.ts';
import type { Answer } from './answers.ts';
import { type Limits, open, proxyHeader } from './connection.ts';
import { tlsOptions } from './options.ts';

export interface RawAnswer {
  readonly flight: Flight;
  readonly ended: 'answered' | 'closed' | 'reset' | 'timeout' | 'not-connected';
  /** Why no connection was made. */
  readonly failure?: Answer;
}

/** The generation that must be imitated for this question; null when our own OpenSSL sends the same. */
export function generationToImitate(question: Question, openssl: string): Generation | null {
  if (question.transport !== 'tls' || question.resume) return null;
  const wanted = generationOf(openssl);
  if (wanted === generationOf(process.versions.openssl)) return null;
  // Only a hello of another size can make a variation differ in more than what it varies.
  const large = (wanted === '3.5' || wanted === '3.6') && question.groups === null;
  return question.varied === 'reproduce' || large ? wanted : null;
}

/** The ClientHello that our own OpenSSL would send for this question. */
export async function ownHello(question: Question): Promise<Uint8Array> {
  const { connect } = await import('node:tls');
  return new Promise((resolve, reject) => {
    const sink = new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, done) {
        resolve(new Uint8Array(chunk));
        done();
        setImmediate(() => tls.destroy());
      },
    });
    const tls = connect({ ...tlsOptions(question, null, null), socket: sink });
    tls.once('error', reject);
  });
}

/** The answer of an upstream that did not get as far as a ServerHello. */
export function rawRefusal({ flight, ended, failure }: RawAnswer): Answer {
  if (failure !== undefined) return failure;
  if (flight.alert !== null) return { kind: 'alert', alert: flight.alert.number };
  if (flight.end === 'not-tls') return { kind: 'not-tls' };
  if (ended === 'answered') return { kind: 'garbage' };
  return { kind: ended === 'not-connected' ? 'refused' : ended };
}

/** Asks with the ClientHello of this generation. */
export async function askRaw(
  question: Question,
  address: Address,
  generation: Generation,
  limits: Limits,
): Promise<RawAnswer> {
  const own = await ownHello(question);
  const hello = asGeneration(own, generation, {
    groups: question.groups !== null,
    signatures: question.signatures !== null,
  });
  const deadline = Date.now() + limits.timeout;
  const opened = await open(address, deadline, limits);
  const reader = new ServerFlight();
  if ('answer' in opened)
    return { flight: reader.flight(), ended: 'not-connected', failure: opened.answer };
  const { socket } = opened;
  return new Promise((resolve) => {
    const end = (ended: RawAnswer['ended']) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ flight: reader.flight(), ended });
    };
    const timer = setTimeout(() => end('timeout'), Math.max(1, deadline - Date.now()));
    socket.on('data', (chunk) => {
      reader.push(chunk);
      if (!reader.open) end('answered');
    });
    socket.on('error', () => end('reset'));
    socket.on('end', () => end('closed'));
    if (question.proxyProtocol) socket.write(proxyHeader(socket));
    socket.write(hello);
  });
}
