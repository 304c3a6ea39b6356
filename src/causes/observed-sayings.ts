/** How each variation that got further, or did not, is told. */
import type { Variation } from '../probe/question.ts';
import { type Message, message } from '../text/message.ts';
import type { Observation } from './observation.ts';

type Sayings = Readonly<
  Record<
    Exclude<Variation, 'reproduce'>,
    readonly [(value: string) => Message, (value: string) => Message]
  >
>;

/** `[what got further, what did not]`. */
export const SAID: Sayings = {
  name: [
    (name) => message('observed.further-name', { name }),
    (name) => message('observed.same-name', { name }),
  ],
  'no-name': [() => message('observed.further-no-name'), () => message('observed.same-no-name')],
  versions: [
    (version) => message('observed.further-versions', { version }),
    () => message('observed.same-versions'),
  ],
  ciphers: [
    (cipher) => message('observed.further-ciphers', { cipher }),
    () => message('observed.same-ciphers'),
  ],
  groups: [
    (group) => message('observed.further-groups', { group }),
    () => message('observed.same-groups'),
  ],
  signatures: [
    () => message('observed.further-signatures'),
    () => message('observed.same-signatures'),
  ],
  'small-hello': [
    () => message('observed.further-small-hello'),
    () => message('observed.same-small-hello'),
  ],
  alpn: [() => message('observed.further-alpn'), () => message('observed.same-alpn')],
  'client-certificate': [
    () => message('observed.further-client-certificate'),
    () => message('observed.same-client-certificate'),
  ],
  'proxy-protocol': [
    () => message('observed.further-proxy-protocol'),
    () => message('observed.same-proxy-protocol'),
  ],
  'plain-http': [
    (status) => message('observed.further-plain-http', { status }),
    () => message('observed.same-plain-http'),
  ],
  tls: [() => message('observed.further-tls'), () => message('observed.same-tls')],
  resume: [() => message('observed.further-resume'), () => message('observed.same-resume')],
  'legacy-server': [
    () => message('observed.further-legacy-server'),
    () => message('observed.same-legacy-server'),
  ],
  parameters: [
    () => message('observed.further-parameters'),
    () => message('observed.same-parameters'),
  ],
};

/** The one value of the answer that the sentence shows. */
export function shownValue(o: Observation): string {
  switch (o.varied) {
    case 'name':
      return o.asked.sni ?? '';
    case 'versions':
      return o.version ?? '';
    case 'ciphers':
      return o.cipher ?? '';
    case 'groups':
      return o.group ?? '';
    case 'plain-http':
      return o.answer.kind === 'http' ? String(o.answer.status) : '';
    default:
      return '';
  }
}
