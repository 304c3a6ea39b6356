/**
 * nginx-proxy-manager: the proxy hosts that its API gives out (also in the
 * exports made from it), and the files that it generates in `proxy_host/`.
 */
import { isMap, isScalar, isSeq, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import type { Range } from '../../text/edit.ts';
import { message } from '../../text/message.ts';
import { badYaml } from './bad-yaml.ts';
import type { Extracted, Piece, Unclear } from './piece.ts';
import { isHost, PieceWriter } from './writer.ts';

/** A list of proxy hosts, or one, as JSON (or YAML, which tools convert it to). */
export function isProxyHosts(text: string): boolean {
  return (
    /["']?\bforward_scheme["']?[ \t]*:/.test(text) && /["']?\bforward_host["']?[ \t]*:/.test(text)
  );
}

/** A file that nginx-proxy-manager has generated. */
export function isGeneratedHost(text: string): boolean {
  return (
    /^[ \t]*set[ \t]+\$forward_scheme[ \t]/m.test(text) &&
    /^[ \t]*include[ \t]+conf\.d\/include\/[\w-]+\.conf;/m.test(text)
  );
}

export function fromProxyHosts(text: string): Extracted {
  const document = parseDocument(text, { uniqueKeys: false });
  const [error] = document.errors;
  if (error) return { pieces: [], unclear: [badYaml(error)] };
  const unclear: Unclear[] = [];
  const pieces = hostsIn(document.contents).flatMap((host) => pieceOf(host, unclear));
  return { pieces, unclear };
}

/** The objects with a target, at the top or in a list below a key. */
function hostsIn(node: unknown): readonly YAMLMap[] {
  if (isSeq(node)) return node.items.flatMap(hostsIn);
  if (!isMap(node)) return [];
  if (node.has('forward_scheme') && node.has('forward_host')) return [node];
  return node.items.flatMap(({ value }) => hostsIn(value));
}

function settingOf(map: YAMLMap, key: string): { value: string; range: Range } | null {
  const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key);
  if (!pair || !isScalar(pair.key) || !isScalar(pair.value)) return null;
  const { value, range } = pair.value as Scalar;
  if (!range || !pair.key.range || value === null) return null;
  return { value: String(value), range: { start: pair.key.range[0], end: range[1] } };
}

function pieceOf(host: YAMLMap, unclear: Unclear[]): readonly Piece[] {
  const enabled = host.get('enabled');
  if (enabled === false || enabled === 0) return [];
  const scheme = settingOf(host, 'forward_scheme');
  if (scheme === null) return [];
  const writer = new PieceWriter();
  writer.line('events {}\nhttp {\nserver {\nlisten 80;', scheme.range);
  const advanced = settingOf(host, 'advanced_config');
  if (advanced) writer.line(advanced.value, advanced.range);
  const list = host.get('locations');
  const locations = isSeq(list) ? list.items.filter((item) => isMap(item)) : [];
  for (const location of locations) writeLocation(writer, location, unclear);
  if (
    !locations.some((location) => settingOf(location, 'path')?.value === '/') &&
    !ownRoot(advanced)
  )
    writeLocation(writer, host, unclear, '/');
  writer.line('}\n}', scheme.range);
  return [writer.piece(scheme.range, message('lint.embedded.proxy-manager'))];
}

/** A `location /` in the advanced configuration stands in place of the generated one. */
function ownRoot(advanced: { value: string } | null): boolean {
  return /^\s*location\s+(?:\^~\s*)?\/\s*\{/m.test(advanced?.value ?? '');
}

function writeLocation(
  writer: PieceWriter,
  map: YAMLMap,
  unclear: Unclear[],
  path = settingOf(map, 'path')?.value ?? '',
): void {
  const [scheme, host, port] = ['forward_scheme', 'forward_host', 'forward_port'].map((key) =>
    settingOf(map, key),
  );
  if (!scheme || !host) return;
  // A path may follow the host of a custom location.
  const [, name = '', rest = ''] = /^([^/]*)(.*)$/.exec(host.value) ?? [];
  const known = /^https?$/.test(scheme.value) && isHost(name) && /^\S*$/.test(path + rest);
  if (!known || !/^\d{1,5}$/.test(port?.value ?? '80')) {
    const told = message('lint.embedded.proxy-manager-target', { host: host.value });
    unclear.push({ rule: 'unreadable', severity: 'note', range: host.range, message: told });
    return;
  }
  writer.line(`location ${path} {`, host.range);
  const own = path === '/' && map.has('domain_names') ? null : settingOf(map, 'advanced_config');
  if (own) writer.line(own.value, own.range);
  writer.line(`proxy_pass ${scheme.value}://${name}:${port?.value ?? '80'}${rest};`, host.range);
  writer.line('}', host.range);
}

const INCLUDE = /^(\s*)include\s+conf\.d\/include\/([\w-]+)\.conf;(.*)$/;
const SET = /^\s*set\s+\$(forward_scheme|server|port)\s+"?([^";]*)"?\s*;/;

/** A generated file with what its includes bring: `proxy.conf` passes on, the others do not concern upstreams. */
export function fromGeneratedHost(text: string): Extracted {
  const writer = new PieceWriter();
  const target: Record<string, string> = {};
  let start = 0;
  for (const line of text.split('\n')) {
    const body = line.replace(/\r$/, '');
    const range = { start: start + body.search(/\S|$/), end: start + body.length };
    const [, name, value] = SET.exec(body) ?? [];
    if (name !== undefined && value !== undefined) target[name] = value;
    const included = INCLUDE.exec(body);
    const pass = `proxy_pass ${target.forward_scheme}://${target.server}:${target.port};`;
    if (included?.[2] === 'proxy') writer.line(`${included[1]}${pass}${included[3]}`, range);
    else writer.line(included ? '' : body, range);
    start += line.length + 1;
  }
  const whole = { start: 0, end: text.length };
  return { pieces: [writer.piece(whole, message('lint.embedded.proxy-manager'))], unclear: [] };
}
