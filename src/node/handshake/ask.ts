/** Asks an upstream one question over a socket, and reads all of the answer. */
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import type { Observation, Reached } from '../../causes/observation.ts';
import type { Generation } from '../../probe/generation.ts';
import { certificateCarries } from '../../probe/name-rule.ts';
import type { Question } from '../../probe/question.ts';
import type { Address } from './addresses.ts';
import { type Answer, failureAnswer, isHttpAnswer, readHttpAnswer } from './answers.ts';
import { type Limits, open, proxyHeader } from './connection.ts';
import type { IdentityMaterial, Trust } from './material.ts';
import { tlsOptions } from './options.ts';
import { askRaw, generationToImitate, rawRefusal } from './raw.ts';
import { certificateFacts, type Seen, seenIn } from './seen.ts';
import { Tap } from './tap.ts';
import { verifyErrorOf } from './verify.ts';

export const DEFAULT_LIMITS: Limits = { timeout: 5_000, bytes: 1024 * 1024 };

/** Files that a question needs, already read. */
export interface Material {
  readonly identity: IdentityMaterial | null;
  readonly trust: Trust | null;
  /** Version of nginx's OpenSSL: decides what its ClientHello looks like, and how errors are numbered. */
  readonly openssl: string;
}

/**
 * How long a refusal may take that comes after the handshake (client
 * certificates in TLS 1.3), in milliseconds. Where the handshake itself took
 * long, so may the refusal: half as long again.
 */
const LATE_REFUSAL = 250;

function lateRefusal(handshake: number): number {
  return Math.max(LATE_REFUSAL, handshake * 1.5);
}

/** Connects, asks, reads, closes. Never throws and never takes longer than the limit. */
export async function ask(
  question: Question,
  address: Address,
  material: Material,
  limits: Limits,
): Promise<Observation> {
  const deadline = Date.now() + limits.timeout;
  if (question.transport === 'http') {
    const answer = await askPlainly(question, address, limits);
    return observation(question, address, answer);
  }
  const imitated = generationToImitate(question, material.openssl);
  if (imitated !== null) return askAsGeneration(question, address, material, limits, imitated);
  const first = await handshake(question, address, material, limits, deadline, null);
  if (!question.resume || first.reached !== 'accepted') return finish(question, address, first);
  if (first.session === null) return { ...finish(question, address, first), rehandshake: null };
  const again = await handshake(question, address, material, limits, deadline, first.session);
  return {
    ...finish(question, address, again),
    rehandshake: again.reached === 'accepted' && again.reused ? 'resumed' : 'refused',
  };
}

/**
 * First the ClientHello of nginx's own OpenSSL, as far as the first flight;
 * then ours, to complete what theirs began.
 */
async function askAsGeneration(
  question: Question,
  address: Address,
  material: Material,
  limits: Limits,
  generation: Generation,
): Promise<Observation> {
  const raw = await askRaw(question, address, generation, limits);
  const { flight } = raw;
  const met = flight.hello !== null || flight.retry !== null;
  if (!met) {
    const reached = raw.ended === 'not-connected' ? 'connection' : 'hello';
    return finish(question, address, nothing(rawRefusal(raw), reached));
  }
  const deadline = Date.now() + limits.timeout;
  const completed = await handshake(question, address, material, limits, deadline, null);
  const observed = finish(question, address, completed);
  // The upstream took nginx's ClientHello, and only ours not: more cannot be seen from here.
  if (completed.reached !== 'hello') return observed;
  return { ...observed, answer: { kind: 'connected' }, reached: 'accepted' };
}

interface Outcome {
  readonly answer: Answer;
  readonly reached: Reached;
  readonly seen: Seen | null;
  readonly verifyError: number | null;
  readonly session: Buffer | null;
  readonly reused: boolean;
}

function nothing(answer: Answer, reached: Reached): Outcome {
  return { answer, reached, seen: null, verifyError: null, session: null, reused: false };
}

async function handshake(
  question: Question,
  address: Address,
  material: Material,
  limits: Limits,
  deadline: number,
  session: Buffer | null,
): Promise<Outcome> {
  const opened = await open(address, deadline, limits);
  if ('answer' in opened) return nothing(opened.answer, 'connection');
  const { connect } = await import('node:tls');
  const { socket } = opened;
  if (question.proxyProtocol) socket.write(proxyHeader(socket));
  const tap = new Tap(socket, limits.bytes);
  let tls: TLSSocket;
  try {
    const options: ConnectionOptions = tlsOptions(question, material.identity, material.trust);
    tls = connect({ ...options, socket: tap, ...(session ? { session } : {}) });
  } catch (error) {
    socket.destroy();
    return nothing(failureAnswer(error as Error, tap, null), 'connection');
  }
  return follow(tls, tap, question, material, deadline);
}

/** Waits for whichever ends the handshake: acceptance, refusal, a closed connection or the time. */
function follow(
  tls: TLSSocket,
  tap: Tap,
  question: Question,
  material: Material,
  deadline: number,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const keylog: Buffer[] = [];
    const began = Date.now();
    let secured = false;
    let verifyError: number | null = null;
    let session: Buffer | null = null;
    let late: NodeJS.Timeout | undefined;
    let over = false;
    const end = (answer: Answer) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      clearTimeout(late);
      const seen = seenIn(tap.received, keylog);
      const reached: Reached =
        answer.kind === 'connected'
          ? 'accepted'
          : secured
            ? 'finished'
            : seen.hello
              ? 'server-hello'
              : 'hello';
      const reused = secured && tls.isSessionReused();
      tls.destroy();
      tap.destroy();
      resolve({ answer, reached, seen, verifyError, session, reused });
    };
    const timer = setTimeout(
      () => end(secured ? { kind: 'connected' } : { kind: 'timeout' }),
      Math.max(1, deadline - Date.now()),
    );
    tls.on('keylog', (line: Buffer) => keylog.push(line));
    tls.on('session', (ticket: Buffer) => {
      session = ticket;
      // A server that hands out a session has accepted the client.
      if (secured) end({ kind: 'connected' });
    });
    tls.once('secureConnect', () => {
      secured = true;
      const { version, authorities } = seenIn(tap.received, keylog);
      if (material.trust) verifyError = verifyErrorOf(tls, tap, keylog, material);
      // Only TLS 1.3 lets a server refuse the client's certificate after the handshake.
      const mayRefuse = version === 'TLSv1.3' && authorities !== null;
      if (!mayRefuse && !question.resume) end({ kind: 'connected' });
      else if (!mayRefuse && session) end({ kind: 'connected' });
      else late = setTimeout(() => end({ kind: 'connected' }), lateRefusal(Date.now() - began));
    });
    tls.once('error', (error) => end(failureAnswer(error, tap, seenIn(tap.received, keylog))));
    tls.once('end', () => end(secured ? { kind: 'closed' } : failureAnswer(null, tap, null)));
    tls.once('close', () => end(failureAnswer(null, tap, seenIn(tap.received, keylog))));
  });
}

/** One harmless request without TLS: does the port speak HTTP? */
async function askPlainly(question: Question, address: Address, limits: Limits): Promise<Answer> {
  const deadline = Date.now() + limits.timeout;
  const opened = await open(address, deadline, limits);
  if ('answer' in opened) return opened.answer;
  const { socket } = opened;
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const end = (answer: Answer) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => end(readHttpAnswer(received, 'timeout')), limits.timeout);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]).subarray(0, 16_384);
      if (isHttpAnswer(received)) end(readHttpAnswer(received, 'closed'));
    });
    socket.on('error', () => end(readHttpAnswer(received, 'reset')));
    socket.on('end', () => end(readHttpAnswer(received, 'closed')));
    if (question.proxyProtocol) socket.write(proxyHeader(socket));
    const host = question.sni ?? address.host;
    socket.write(`HEAD / HTTP/1.0\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  });
}

function finish(question: Question, address: Address, outcome: Outcome): Observation {
  const { seen } = outcome;
  const chain = (seen?.certificates ?? []).flatMap((der) => certificateFacts(der) ?? []);
  const leaf = chain[0];
  return {
    ...observation(question, address, outcome.answer),
    reached: outcome.reached,
    version: seen?.version ?? null,
    cipher: seen?.cipher ?? null,
    group: seen?.group ?? null,
    alpn: seen?.alpn ?? null,
    chain,
    clientCertificateAsked: seen?.authorities ?? null,
    secureRenegotiation: seen?.secureRenegotiation ?? null,
    verifyError: outcome.verifyError,
    nameMatches:
      question.checkedName === null || leaf === undefined
        ? null
        : certificateCarries(leaf, question.checkedName),
  };
}

function observation(question: Question, address: Address, answer: Answer): Observation {
  return {
    tool: 'probe',
    target: address.target,
    address: address.shown,
    asked: {
      sni: question.sni,
      versions: question.versions,
      ciphers: question.ciphers,
      groups: question.groups,
      alpn: question.alpn,
      clientCertificate: question.identity !== null,
      plainHttp: question.transport === 'http',
      proxyProtocol: question.proxyProtocol,
    },
    answer,
    version: null,
    cipher: null,
    group: null,
    alpn: null,
    chain: [],
    clientCertificateAsked: null,
    verifyError: null,
    nameMatches: null,
    rehandshake: null,
    varied: question.varied,
  };
}
