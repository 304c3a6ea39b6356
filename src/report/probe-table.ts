/** What was asked of an upstream and what it answered, as a table for terminals and as data. */
import type { Observation } from '../causes/observation.ts';
import { type Message, message } from '../text/message.ts';
import { ALERTS } from '../tls/alerts.ts';
import { verifyErrorByCode } from '../tls/verify-errors.ts';
import { Page, padded, type Style, widthOf } from './layout.ts';
import { type Language, say } from './messages/catalogue.ts';

/** One conversation with one upstream. */
export interface Conversation {
  /** The place that proxies there, `conf.d/api.conf:12`; null for a bare target. */
  readonly place: string | null;
  /** As the configuration or the user writes it. */
  readonly target: string;
  readonly asked: readonly { readonly observation: Observation; readonly milliseconds: number }[];
  readonly handshakes: number;
  readonly notes: readonly Message[];
  /** The same questions for other tools: what nginx sends, and what worked. */
  readonly commands: readonly string[];
}

export interface TableOptions {
  readonly width: number;
  readonly colour: boolean;
  readonly language: Language;
}

/** All conversations, each connection on a line of its own. */
export function probeTable(conversations: readonly Conversation[], options: TableOptions): string {
  const page = new Page({ ...options, width: Math.min(Math.max(options.width, 40), 100) });
  const words = (m: Message) => say(m, options.language);
  for (const conversation of conversations) {
    page.gap();
    const { place, target } = conversation;
    page.text([
      { text: words(message('probe.heading', { target })), style: 'bold' },
      ...(place === null ? [] : ['  ', { text: place, style: 'cyan' } as const]),
    ]);
    const rows = conversation.asked.map(({ observation: o, milliseconds }) => ({
      address: o.address ?? o.target,
      question: words(questionOf(o)),
      answer: `${words(answerOf(o))}${resultOf(o)
        .map((m) => `, ${words(m)}`)
        .join('')}`,
      style: styleOf(o),
      milliseconds,
    }));
    const several = new Set(rows.map((r) => r.address)).size > 1;
    const label = (r: (typeof rows)[number]) =>
      several ? `${r.address}  ${r.question}` : r.question;
    const column = Math.min(40, Math.max(0, ...rows.map((r) => widthOf(label(r)))));
    for (const row of rows)
      page.text(
        [
          padded(label(row), column),
          '  ',
          { text: row.answer, style: row.style },
          { text: `  ${Math.round(row.milliseconds)}ms`, style: 'dim' },
        ],
        2,
        Math.min(column + 2, 20),
      );
    for (const note of conversation.notes) page.text(['• ', words(note)], 2, 2);
    const { handshakes } = conversation;
    page.text({ text: words(message('probe.count', { count: handshakes })), style: 'dim' }, 2);
    if (conversation.commands.length > 0) page.text(words(message('probe.by-hand')), 2);
    for (const command of conversation.commands) page.line(`$ ${command}`, 'dim', 4);
  }
  return page.toString();
}

/** The same as data, for JSON. */
export function probeData(conversations: readonly Conversation[]): readonly unknown[] {
  return conversations.map(({ place, target, asked, handshakes, notes, commands }) => ({
    place,
    target,
    handshakes,
    asked: asked.map(({ observation: o, milliseconds }) => ({
      varied: o.varied ?? null,
      address: o.address ?? o.target,
      sent: o.asked,
      answer: o.answer,
      reached: o.reached ?? null,
      version: o.version,
      cipher: o.cipher,
      group: o.group,
      alpn: o.alpn,
      clientCertificateAsked: o.clientCertificateAsked,
      verifyError: o.verifyError,
      nameMatches: o.nameMatches,
      certificates: o.chain.map((c) => ({
        subject: c.subject,
        issuer: c.issuer,
        dnsNames: c.dnsNames,
        notAfter: c.notAfter,
        fingerprint: c.fingerprint,
      })),
      milliseconds: Math.round(milliseconds * 10) / 10,
    })),
    notes: notes.map((n) => n.id),
    commands,
  }));
}

function questionOf(o: Observation): Message {
  switch (o.varied) {
    case 'name':
      return message('probe.ask-name', { name: o.asked.sni ?? '' });
    case 'no-name':
      return message('probe.ask-no-name');
    case 'versions':
      return message('probe.ask-versions');
    case 'ciphers':
      return message('probe.ask-ciphers');
    case 'groups':
      return message('probe.ask-groups');
    case 'signatures':
      return message('probe.ask-signatures');
    case 'parameters':
      return message('probe.ask-parameters');
    case 'small-hello':
      return message('probe.ask-small-hello');
    case 'alpn':
      return message('probe.ask-alpn');
    case 'client-certificate':
      return message('probe.ask-client-certificate');
    case 'proxy-protocol':
      return o.asked.proxyProtocol
        ? message('probe.ask-proxy-protocol')
        : message('probe.ask-no-proxy-protocol');
    case 'plain-http':
      return message('probe.ask-plain-http');
    case 'tls':
      return message('probe.ask-tls');
    case 'resume':
      return message('probe.ask-resume');
    case 'legacy-server':
      return message('probe.ask-legacy-server');
    default:
      return o.asked.sni === null
        ? message('probe.ask-nginx')
        : message('probe.ask-nginx-name', { name: o.asked.sni });
  }
}

/** The answer and what came of it, for one line. */
export function saidOf(o: Observation): readonly Message[] {
  return [answerOf(o), ...resultOf(o)];
}

function answerOf(o: Observation): Message {
  const { answer } = o;
  switch (answer.kind) {
    case 'connected':
      return message('probe.answer-connected', {
        version: o.version ?? '',
        cipher: o.cipher ?? '',
      });
    case 'alert': {
      const name = ALERTS.find((a) => a.number === answer.alert)?.name ?? '';
      const params = { alert: answer.alert, name };
      return o.reached === 'finished'
        ? message('probe.answer-late-alert', params)
        : message('probe.answer-alert', params);
    }
    case 'local':
      return message('probe.answer-local', { reason: answer.reason });
    case 'http':
      return message('probe.answer-http', { status: answer.status });
    case 'closed':
      return o.reached === 'finished'
        ? message('probe.answer-late-closed')
        : message('probe.answer-closed');
    case 'reset':
      return message('probe.answer-reset');
    case 'timeout':
      return o.reached === 'connection'
        ? message('probe.answer-no-connection')
        : message('probe.answer-timeout');
    case 'refused':
      return message('probe.answer-refused');
    case 'not-tls':
      return message('probe.answer-not-tls');
    case 'unresolved':
      return message('probe.answer-unresolved');
    case 'garbage':
      return message('probe.answer-garbage');
  }
}

/** What came of it beyond the handshake. */
function resultOf(o: Observation): Message[] {
  const found: Message[] = [];
  if (o.verifyError !== null && o.verifyError !== 0) {
    const text = verifyErrorByCode(o.verifyError)?.text ?? '';
    found.push(message('probe.result-verify', { code: o.verifyError, text }));
  }
  if (o.nameMatches === false) found.push(message('probe.result-name'));
  if (o.clientCertificateAsked !== null && !o.asked.clientCertificate)
    found.push(message('probe.result-client-certificate'));
  if (o.rehandshake === 'resumed') found.push(message('probe.result-resumed'));
  if (o.rehandshake === 'refused') found.push(message('probe.result-not-resumed'));
  return found;
}

function styleOf(o: Observation): Style {
  const { kind } = o.answer;
  if (kind !== 'connected' && kind !== 'http') return 'red';
  return o.verifyError || o.nameMatches === false ? 'yellow' : 'green';
}
