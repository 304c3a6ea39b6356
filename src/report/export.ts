/**
 * Effective settings for policy tools (OPA, Conftest, Checkov): one object a
 * place that proxies. Directives stand under their own names with the value in
 * force, as text and unquoted; what is not set and has no default is left out.
 */
import { nameOf, type TlsKey } from '../directives/tls.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { lineIn } from '../nginx/walk.ts';
import { withoutPem } from '../text/pem.ts';
import type { Versions } from '../tls/versions.ts';
import type { Possible, TlsSettings, UpstreamTls } from '../upstream/model.ts';

/** Schema `alert40/export/1`. */
export function exportJson(
  set: ConfigSet,
  paths: readonly UpstreamTls[],
  versions: Versions,
  version: string,
): string {
  const document = {
    schema: 'alert40/export/1',
    tool: { version },
    nginx: { version: versions.nginx, openssl: versions.openssl, from: versions.from },
    locations: paths.map((path) => exported(set, path)),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function exported(set: ConfigSet, path: UpstreamTls) {
  const { settings, module } = path;
  const file = set.files.get(path.pass.file);
  const name = (key: TlsKey) => nameOf(key, module);
  return {
    file: path.pass.file,
    line: file ? lineIn(file, path.pass.directive.start) : 0,
    module,
    server: path.server?.names[0] ?? null,
    path: path.location ? `${path.location.modifier} ${path.location.path}`.trim() : null,
    tls: path.tls,
    target: path.target.host.written,
    sends: { sni: path.sni.sent, name: path.sni.name?.written ?? null, why: path.sni.why },
    checked_name: path.checkedName.written,
    verify: settings.verify.value,
    ...(settings.trustedCertificate.value !== null && {
      trusted_certificate: settings.trustedCertificate.value,
    }),
    protocols: settings.protocols.value,
    protocols_stated: settings.protocols.origin.kind === 'directive',
    directives: {
      server_name: name('server_name'),
      name: name('name'),
      verify: name('verify'),
      trusted_certificate: name('trusted_certificate'),
    },
    [module === 'stream' ? 'proxy_pass' : `${module}_pass`]: path.target.pass.written,
    ...(path.tls !== 'no' && effective(settings, name)),
  };
}

/** The directives in force, by their own names. */
function effective(settings: TlsSettings, name: (key: TlsKey) => string): Record<string, string> {
  const flag = (on: boolean) => (on ? 'on' : 'off');
  const values: [TlsKey, string | Possible | null][] = [
    ['server_name', flag(settings.serverName.value)],
    ['name', settings.name.value],
    ['verify', flag(settings.verify.value)],
    ['verify_depth', String(settings.verifyDepth.value)],
    ['trusted_certificate', settings.trustedCertificate.value],
    ['crl', settings.crl.value],
    ['protocols', settings.protocols.value.join(' ')],
    ['ciphers', settings.ciphers.value],
    ['certificate', settings.certificate.value],
    ['certificate_key', settings.certificateKey.value],
    ['session_reuse', flag(settings.sessionReuse.value)],
  ];
  return Object.fromEntries(
    values.flatMap(([key, value]) => {
      const text = value !== null && typeof value === 'object' ? value.written : value;
      return text === null ? [] : [[name(key), withoutPem(text)]];
    }),
  );
}
