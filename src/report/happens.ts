/** What a signature says in words: the first sentence of a report, before any cause. */
import type { DiagnosedIncident } from '../diagnosis/model.ts';
import { type Message, message } from '../text/message.ts';
import { alertByNumber } from '../tls/alerts.ts';

/** What was seen, as the log tells it. */
export function whatHappens(incident: DiagnosedIncident): Message {
  const { signature, samples } = incident.case.incident;
  const sample = samples[0];
  const { alert } = signature;
  const reason = signature.openssl?.reason ?? sample?.text ?? '';
  switch (signature.kind) {
    case 'handshake-failed':
    case 'tls-io-failed':
      if (alert !== null) {
        const params = { number: alert, name: alertByNumber(alert)?.name ?? '?' };
        return signature.kind === 'handshake-failed'
          ? message('happens.alert-in-handshake', params)
          : message('happens.alert-after-handshake', params);
      }
      if (sample?.errno)
        return message('happens.broken', { text: `${sample.errno.code}: ${sample.errno.text}` });
      return message('happens.gave-up', { reason });
    case 'verify-failed':
      return message('happens.verify', {
        code: signature.verifyError ?? '?',
        text: sample?.verifyError?.text ?? '',
      });
    case 'name-mismatch':
      return message('happens.name', { name: sample?.checkedName ?? '?' });
    case 'peer-closed':
      return message('happens.closed');
    case 'timed-out':
      return signature.phase === 'handshake'
        ? message('happens.timeout-in-handshake')
        : message('happens.timeout');
    case 'connect-failed':
      return message('happens.connect', {
        text: sample?.errno?.text ?? (reason || (sample?.text ?? '')),
      });
    case 'startup-error':
      return message('happens.startup', { text: sample?.text ?? '' });
    case 'access':
      return message('happens.status', { status: sample?.status ?? '?' });
    default:
      return message('happens.line', { text: sample?.text ?? '' });
  }
}
