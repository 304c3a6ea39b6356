/** What each upstream TLS directive does, for hover and completion. */
import { defaultOf, supportedBy, type TlsDirective, type TlsKey } from '../directives/tls.ts';
import { type Message, message } from '../text/message.ts';

const MEANINGS: Readonly<Record<TlsKey, Message>> = {
  ssl: message('lsp.means-ssl'),
  name: message('lsp.means-name'),
  server_name: message('lsp.means-server-name'),
  protocols: message('lsp.means-protocols'),
  ciphers: message('lsp.means-ciphers'),
  verify: message('lsp.means-verify'),
  verify_depth: message('lsp.means-verify-depth'),
  trusted_certificate: message('lsp.means-trusted-certificate'),
  crl: message('lsp.means-crl'),
  certificate: message('lsp.means-certificate'),
  certificate_key: message('lsp.means-certificate-key'),
  certificate_cache: message('lsp.means-certificate-cache'),
  password_file: message('lsp.means-password-file'),
  session_reuse: message('lsp.means-session-reuse'),
  conf_command: message('lsp.means-conf-command'),
  alpn: message('lsp.means-alpn'),
};

export function meaningOf(directive: TlsDirective): Message {
  return MEANINGS[directive.key];
}

/** Default, version and inheritance, each a sentence. */
export function notesOf(directive: TlsDirective, nginx: string): readonly Message[] {
  const { key, since, variablesSince } = directive;
  const value = defaultOf(key, nginx);
  const notes = [
    key === 'name'
      ? message('lsp.default-name')
      : value === null
        ? message('lsp.default-none')
        : message('lsp.default', { value, nginx }),
    message('lsp.since', { since, contexts: directive.contexts.join(', ') }),
  ];
  if (!supportedBy(directive, nginx)) notes.push(message('lsp.unsupported', { nginx, since }));
  if (variablesSince !== null) notes.push(message('lsp.variables', { since: variablesSince }));
  if (directive.inheritance !== 'single') notes.push(message('lsp.inherited-whole'));
  return notes;
}
