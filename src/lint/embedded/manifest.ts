/** Kubernetes manifests, plain or in a Helm chart: ConfigMaps with nginx configuration, and Ingresses. */
import { isMap, isScalar, type Pair, parseAllDocuments, type Scalar, type YAMLMap } from 'yaml';
import { message } from '../../text/message.ts';
import { badYaml } from './bad-yaml.ts';
import { fromIngresses, type Master, mastersAmong } from './ingress.ts';
import { type Extracted, looksLikeNginx, only, type Piece, type Unclear } from './piece.ts';
import { withoutTags } from './tags.ts';

/** Text without one of these is no manifest for us. */
export function isManifest(text: string): boolean {
  return (
    /^[ \t]*kind:[ \t]*["']?ConfigMap\b/m.test(text) ||
    /nginx\.ingress\.kubernetes\.io\/|\bnginx\.(?:org|com)\//.test(text)
  );
}

/** `masters` are those of other files, for minions whose master is not in this one. */
export function fromManifest(text: string, masters: readonly Master[] = []): Extracted {
  const unclear: Unclear[] = [];
  const all = objectsIn(text, unclear);
  const maps = all
    .filter((object) => object.get('kind') === 'ConfigMap')
    .map((object) => fromConfigMap(object, text));
  const ingresses = all.filter((object) => object.get('kind') === 'Ingress');
  const found = [...maps, fromIngresses(ingresses, text, masters)];
  return {
    pieces: found.flatMap(({ pieces }) => pieces),
    unclear: [...unclear, ...found.flatMap((f) => f.unclear)],
  };
}

/** Masters of mergeable Ingresses, for the minions of other files. */
export function mastersIn(text: string): readonly Master[] {
  if (!/mergeable-ingress-type["']?\s*:\s*["']?master/.test(text)) return [];
  const ingresses = objectsIn(text, []).filter((object) => object.get('kind') === 'Ingress');
  return mastersAmong(ingresses, text);
}

function objectsIn(text: string, unclear: Unclear[]): readonly YAMLMap[] {
  const found: YAMLMap[] = [];
  for (const document of parseAllDocuments(withoutTags(text), { uniqueKeys: false })) {
    const [error] = document.errors;
    if (error) unclear.push(badYaml(error));
    else if (isMap(document.contents)) found.push(...objects(document.contents));
  }
  return found;
}

/** The object itself, or those of a `List`. */
function objects(top: YAMLMap): readonly YAMLMap[] {
  const items = top.get('items');
  if (top.get('kind') !== 'List' || typeof items !== 'object' || items === null) return [top];
  return 'items' in items ? (items.items as unknown[]).filter((item) => isMap(item)) : [];
}

function fromConfigMap(object: YAMLMap, text: string): Extracted {
  const pieces: Piece[] = [];
  const unclear: Unclear[] = [];
  const data = object.get('data');
  for (const { key, value } of isMap(data) ? (data.items as Pair[]) : []) {
    if (!isScalar(key) || !isScalar(value) || !value.range) continue;
    const name = String(key.value);
    const [start, end] = value.range;
    const source = text.slice(start, end);
    const named = /\.conf$|^nginx/.test(name);
    if (!looksLikeNginx(source) && !(named && source.includes('{{'))) continue;
    const piece = verbatim(value, text);
    if (piece) pieces.push(piece);
    else
      unclear.push({
        rule: 'unreadable',
        severity: 'note',
        range: { start, end: start + (source.split('\n')[0]?.length ?? 0) },
        message: message('lint.embedded.not-verbatim', { key: name }),
      });
  }
  return { pieces, unclear };
}

/** The content of a block scalar, or of a quoted or plain one that needs no unescaping. */
function verbatim(value: Scalar, text: string): Piece | null {
  const [start, end] = value.range ?? [0, 0];
  const source = text.slice(start, end);
  if (value.type === 'BLOCK_LITERAL') {
    const from = text.indexOf('\n', start) + 1;
    const range = { start: from, end: Math.max(from, end) };
    return { text: only(text, range), range, origins: null, notFixable: null };
  }
  if (source.includes('\n') || source.includes('\\') || source.includes("''")) return null;
  if (value.type === 'PLAIN' && source.startsWith('{{')) return null;
  const quoted = value.type === 'QUOTE_DOUBLE' || value.type === 'QUOTE_SINGLE';
  const range = quoted ? { start: start + 1, end: end - 1 } : { start, end };
  const notFixable = message('lint.embedded.one-line');
  return { text: only(text, range), range, origins: null, notFixable };
}
