/**
 * Ingress manifests: the annotations of ingress-nginx and of the controller of
 * NGINX, as the location that the controller would write from them.
 */
import { isMap, isScalar, type Pair, type YAMLMap } from 'yaml';
import type { Range } from '../../text/edit.ts';
import { message } from '../../text/message.ts';
import type { Extracted, Origin, Piece, Unclear } from './piece.ts';

interface Annotation {
  readonly value: string;
  readonly range: Range;
}

/** The same setting by the names of either controller. */
const INGRESS_NGINX = 'nginx.ingress.kubernetes.io/';
const SNIPPETS: Readonly<Record<string, 'server' | 'location'>> = {
  'nginx.ingress.kubernetes.io/configuration-snippet': 'location',
  'nginx.ingress.kubernetes.io/server-snippet': 'server',
  'nginx.org/location-snippets': 'location',
  'nginx.org/server-snippets': 'server',
};
const SETTINGS = [
  'proxy-ssl-name',
  'proxy-ssl-server-name',
  'proxy-ssl-verify',
  'proxy-ssl-verify-depth',
  'proxy-ssl-ciphers',
  'proxy-ssl-protocols',
] as const;

export function fromIngress(object: YAMLMap, text: string): Extracted {
  const metadata = object.get('metadata');
  const found = isMap(metadata) ? metadata.get('annotations') : null;
  const annotations = new Map<string, Annotation>();
  const unclear: Unclear[] = [];
  for (const { key, value } of isMap(found) ? (found.items as Pair[]) : []) {
    if (!isScalar(key) || !isScalar(value) || !key.range || !value.range) continue;
    const name = String(key.value);
    const range = { start: key.range[0], end: endOfLine(text, key.range[0]) };
    const ours = name.startsWith(INGRESS_NGINX) || /^nginx\.(?:org|com)\//.test(name);
    const tagged = text.slice(value.range[0], value.range[1]).includes('{{');
    if (ours && tagged && matters(name)) {
      const told = message('lint.embedded.from-template', { key: name });
      unclear.push({ rule: 'unreadable', severity: 'note', range, message: told });
    } else if (ours) annotations.set(name, { value: String(value.value ?? ''), range });
  }
  const proxied = passOf(annotations);
  if (!proxied) return { pieces: [], unclear };
  const complaint = withoutSecret(annotations);
  return {
    pieces: [synthesised(annotations, proxied, !complaint)],
    unclear: complaint ? [...unclear, complaint] : unclear,
  };
}

function matters(name: string): boolean {
  return /proxy-ssl-|backend-protocol|snippets?$|(?:ssl|grpc)-services$/.test(name);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

interface Pass {
  readonly directive: string;
  readonly family: 'proxy' | 'grpc';
  readonly range: Range;
}

/** How the controller passes requests on over TLS; null when it does so in plain text. */
function passOf(annotations: ReadonlyMap<string, Annotation>): Pass | null {
  const protocol = annotations.get(`${INGRESS_NGINX}backend-protocol`);
  const services = annotations.get('nginx.org/ssl-services');
  const name = protocol?.value.toUpperCase();
  if (protocol && name === 'HTTPS')
    return {
      directive: 'proxy_pass https://upstream_balancer;',
      family: 'proxy',
      range: protocol.range,
    };
  if (protocol && name === 'GRPCS')
    return {
      directive: 'grpc_pass grpcs://upstream_balancer;',
      family: 'grpc',
      range: protocol.range,
    };
  if (services)
    return {
      directive: 'proxy_pass https://upstream_balancer;',
      family: 'proxy',
      range: services.range,
    };
  return null;
}

/** ingress-nginx leaves every `proxy-ssl-*` annotation out unless `proxy-ssl-secret` is among them. */
function withoutSecret(annotations: ReadonlyMap<string, Annotation>): Unclear | null {
  if (annotations.has(`${INGRESS_NGINX}proxy-ssl-secret`)) return null;
  for (const name of SETTINGS) {
    const range = annotations.get(`${INGRESS_NGINX}${name}`)?.range;
    if (range)
      return {
        rule: 'no-effect',
        severity: 'warning',
        range,
        message: message('lint.embedded.needs-secret', { annotation: name }),
      };
  }
  return null;
}

/** The configuration that the controller would write, reduced to what concerns TLS to the upstream. */
function synthesised(
  annotations: ReadonlyMap<string, Annotation>,
  pass: Pass,
  settingsCount: boolean,
): Piece {
  let text = '';
  const origins: Origin[] = [];
  const write = (line: string, range: Range): void => {
    origins.push({ from: text.length, range });
    text += `${line}\n`;
  };
  const snippets = (level: 'server' | 'location'): void => {
    for (const [name, at] of Object.entries(SNIPPETS)) {
      const snippet = annotations.get(name);
      if (at === level && snippet) write(snippet.value, snippet.range);
    }
  };
  write('events {}\nhttp {', pass.range);
  write('upstream upstream_balancer { server 192.0.2.1:8443; }\nserver {', pass.range);
  snippets('server');
  write('location / {', pass.range);
  const secret = annotations.get(`${INGRESS_NGINX}proxy-ssl-secret`);
  if (settingsCount && secret) {
    for (const name of SETTINGS) {
      const setting = annotations.get(`${INGRESS_NGINX}${name}`);
      const directive = name.replaceAll('-', '_').replace(/^proxy/, pass.family);
      if (setting) write(`${directive} ${word(setting.value, name)};`, setting.range);
    }
    write(`${pass.family}_ssl_trusted_certificate ca.crt;`, secret.range);
  }
  snippets('location');
  write(pass.directive, pass.range);
  write('}\n}\n}', pass.range);
  const notFixable = message('lint.embedded.annotation');
  return { text, range: pass.range, origins, notFixable };
}

/** A list of protocols is several words; everything else is one. */
function word(value: string, name: string): string {
  if (name === 'proxy-ssl-protocols' && /^[\w. ]+$/.test(value)) return value;
  return `"${value.replace(/["\\]/g, '\\$&').replace(/[\r\n]+/g, ' ')}"`;
}
