/** Files that carry configuration inside: manifests, images, what other programs keep. */
import path from 'node:path';
import { fromDockerfile } from '../lint/embedded/dockerfile.ts';
import { fromKong, isKong } from '../lint/embedded/kong.ts';
import {
  type AllShared,
  fromManifest,
  isManifest,
  type Shared,
  sharedByAll,
  sharedIn,
} from '../lint/embedded/manifest.ts';
import type { Extracted } from '../lint/embedded/piece.ts';
import {
  fromGeneratedHost,
  fromProxyHosts,
  isGeneratedHost,
  isProxyHosts,
} from '../lint/embedded/proxy-manager.ts';
import { loadConfig } from '../nginx/load.ts';
import type { ConfigSet } from '../nginx/tree-set.ts';
import { disk } from './disk.ts';
import {
  DOCKERFILE,
  GENERATED,
  type LintInput,
  MANIFEST,
  overlay,
  plainInput,
} from './lint-inputs.ts';

/** What there is to lint inside the files; `asked` are those that the user named. */
export function piecesInside(
  files: readonly string[],
  asked: readonly string[],
): readonly LintInput[] {
  const shared = sharedByAll(files.filter((file) => MANIFEST.test(file)).flatMap(sharedOf));
  return files.flatMap((file) => inputsIn(file, asked.includes(file), shared));
}

function sharedOf(file: string): readonly Shared[] {
  const read = disk.read(file);
  return 'error' in read ? [] : [sharedIn(read.text)];
}

/** The pieces of one file. A file that was asked for counts as read even when there are none. */
function inputsIn(file: string, asked: boolean, shared: AllShared): readonly LintInput[] {
  const read = disk.read(file);
  if ('error' in read) return [plainInput(loadConfig(file, disk))];
  const { text } = read;
  if (GENERATED.test(file) && !isGeneratedHost(text)) return [plainInput(loadConfig(file, disk))];
  const { pieces, unclear } = piecesOf(file, text, shared);
  if (pieces.length + unclear.length === 0 && !asked) return [];
  // Only places are asked of it, so it is not parsed.
  const shown = { path: file, text, items: [], problems: [], includes: [] };
  const whole: ConfigSet = {
    main: file,
    files: new Map([[file, shown]]),
    includes: new Map(),
    context: 'main',
    problems: [],
  };
  const inputs = pieces.map((piece): LintInput => {
    const set = loadConfig(file, overlay(new Map([[file, piece.text]])));
    return { set, inside: { piece, whole }, unclear: [] };
  });
  if (unclear.length > 0 || pieces.length === 0)
    inputs.push({ set: whole, inside: { piece: null, whole }, unclear });
  return inputs;
}

function piecesOf(file: string, text: string, shared: AllShared): Extracted {
  if (GENERATED.test(file)) return fromGeneratedHost(text);
  if (DOCKERFILE.test(path.basename(file))) return fromDockerfile(text);
  if (isKong(text)) return fromKong(text);
  if (isProxyHosts(text)) return fromProxyHosts(text);
  return isManifest(text) ? fromManifest(text, shared) : { pieces: [], unclear: [] };
}
