import { nameOf } from '../../directives/tls.ts';
import { message } from '../../text/message.ts';
import { placeOf, tlsPaths } from '../places.ts';
import type { Rule } from '../rule.ts';

/** A client certificate without its key stops nginx from starting; a key alone does nothing. */
export const clientCertificateWithoutKey: Rule = {
  id: 'client-certificate-without-key',
  severity: 'error',
  confidence: 'high',
  cis: [],
  presets: ['recommended', 'strict'],
  *check(context) {
    for (const path of tlsPaths(context)) {
      const { certificate, certificateKey } = path.settings;
      const alone =
        certificate.value && !certificateKey.value
          ? certificate
          : !certificate.value && certificateKey.value
            ? certificateKey
            : null;
      if (alone?.origin.kind !== 'directive') continue;
      const which = alone === certificate ? 'key' : 'certificate';
      const directive = nameOf(which === 'key' ? 'certificate_key' : 'certificate', path.module);
      yield {
        ...placeOf(alone.origin.at),
        message: message(`lint.client-certificate-without-key.${which}`, { directive }),
      };
    }
  },
};
