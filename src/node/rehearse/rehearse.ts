/** Tries a repair on the user's own nginx: the same place before and after the edits. */
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConfigSet } from '../../nginx/tree-set.ts';
import { walk } from '../../nginx/walk.ts';
import { withEdits } from '../../nginx/with-edits.ts';
import { rehearsalConfig } from '../../probe/rehearsal.ts';
import type { Edit } from '../../text/edit.ts';
import { type Message, message } from '../../text/message.ts';
import { setHostHeader } from '../../upstream/host-header.ts';
import type { UpstreamTls } from '../../upstream/model.ts';
import { upstreamPaths } from '../../upstream/paths.ts';
import type { NginxBinary } from '../nginx-binary.ts';
import { hostToTry, isError, prefers } from './host.ts';
import { runTrial, type TrialResult } from './run.ts';

export interface RehearsalInput {
  readonly binary: NginxBinary;
  readonly config: ConfigSet;
  readonly paths: readonly UpstreamTls[];
  readonly path: UpstreamTls;
  /** The repair; empty to try only what is there. */
  readonly edits: readonly Edit[];
  readonly method: 'GET' | 'HEAD';
  /** Path of the request; null takes the location's own. */
  readonly requestPath: string | null;
  /** Host header; null takes the server's first name. */
  readonly host: string | null;
  /** Milliseconds for start and request each. */
  readonly timeout: number;
  /**
   * Why nginx does not start with what is written: then `config` and `path` are those
   * of the repaired configuration, which is tried alone, and there are no `edits`.
   */
  readonly refused?: string;
}

export interface Rehearsed {
  readonly before: TrialResult;
  /** Null when there was nothing to try, or the repaired configuration does not load. */
  readonly after: TrialResult | null;
  /** The repaired place answers, and nginx logs no failure. */
  readonly passed: boolean;
  /** Files that this user may not read; the trial then says little. */
  readonly unreadable: readonly string[];
  readonly notes: readonly Message[];
  readonly request: { readonly method: string; readonly path: string; readonly host: string };
  /** The Host header that the upstream turned out to want, and what it answered without; null mostly. */
  readonly host: HostWanted | null;
}

export interface HostWanted {
  readonly name: string;
  /** The header as it was written. */
  readonly instead: string;
  /** To be made with the repair, or alone where there is none. */
  readonly edits: readonly Edit[];
  readonly without: TrialResult;
}

/** Runs the place as it is, then as the edits make it. */
export async function rehearse(input: RehearsalInput): Promise<Rehearsed> {
  const { config, path: place } = input;
  const notes: Message[] = [];
  const absolute = (file: string) => path.resolve(path.dirname(config.main), file);
  const pathGiven = input.requestPath !== null;
  const request = {
    method: input.method,
    path: input.requestPath ?? pathOf(place),
    host: input.host ?? hostOf(place),
  };
  const unreadable = new Set<string>();
  const trial = (at: UpstreamTls, set: ConfigSet, method = input.method) => {
    const modules = modulesFor(at, set, input.binary);
    const make = (dir: string) =>
      rehearsalConfig(at, set, { dir, absolute, becomes, pathGiven, modules });
    for (const file of make('/').reads) if (!readable(file)) unreadable.add(file);
    return runTrial({
      binary: input.binary.path,
      config: (dir) => make(dir).text,
      method,
      path: request.path,
      host: request.host,
      stream: at.module === 'stream',
      timeout: input.timeout,
    });
  };
  const { refused } = input;
  const before = refused === undefined ? await trial(place, config) : notStarted(refused);
  const repaired = refused === undefined ? repairedPlace(input) : { config, path: place };
  if (repaired === null && input.edits.length > 0) notes.push(message('rehearse.place-gone'));
  let after = repaired === null ? null : await trial(repaired.path, repaired.config);
  let { method } = input;
  if (repaired !== null && after !== null && method === 'HEAD' && ignoresHead(after)) {
    method = 'GET';
    after = await trial(repaired.path, repaired.config, method);
  }
  let host: HostWanted | null = null;
  // Without a repair the Host header may be all that is wrong.
  const alone = input.edits.length === 0 && refused === undefined && isError(before);
  const now = alone ? before : after;
  if (now !== null && works(now, place.module === 'stream')) {
    const at = alone ? place : repaired?.path;
    const wanted = refused === undefined && at ? hostChange(input, at, now) : null;
    const changed = wanted === null ? null : afterEdits(input, wanted.edits);
    const answer = changed && (await trial(changed.path, changed.config, method));
    if (wanted !== null && answer && works(answer, false) && prefers(answer, now)) {
      host = wanted;
      after = answer;
    } else if (isError(now) && place.module !== 'stream')
      notes.push(message('rehearse.answers-error', { status: now.status ?? '' }));
  }
  if (before.status === null && before.errors.length === 0 && before.refused === null)
    if (place.module !== 'stream')
      notes.push(message('rehearse.no-answer', { path: request.path }));
  for (const file of unreadable) notes.push(message('rehearse.unreadable', { file }));
  return {
    before,
    after,
    passed: after !== null && works(after, place.module === 'stream'),
    unreadable: [...unreadable],
    notes,
    request: { ...request, method },
    host,
  };
}

/** Null when there is no repair, or when its place cannot be told any more. */
function repairedPlace(input: RehearsalInput) {
  return input.edits.length === 0 ? null : afterEdits(input);
}

function notStarted(refused: string): TrialResult {
  return { status: null, errors: [], refused, answer: null };
}

/** The handshake is done, and then nothing comes: some small servers know no HEAD. */
function ignoresHead(result: TrialResult): boolean {
  const failures = result.errors.filter((line) => /upstream|SSL/.test(line));
  return (
    failures.length > 0 &&
    failures.every((line) => /timed out.* while reading response header from upstream/.test(line))
  );
}

/** Root can become a user that this host knows; anybody else stays who they are. */
function becomes(user: string): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    const users = readFileSync('/etc/passwd', 'utf8').split('\n');
    return users.some((line) => line.split(':')[0] === user);
  } catch {
    return false;
  }
}

/**
 * nginx's own gateway errors, and what a server answers that did not understand
 * the request or takes itself for the wrong one: no proof of a repair.
 */
const NO_PROOF: readonly (number | null)[] = [
  null,
  400,
  408,
  421,
  495,
  496,
  497,
  500,
  502,
  503,
  504,
];

/** nginx started, logged no failure, and a server behind it answered the request. */
export function works(result: TrialResult, stream: boolean): boolean {
  if (result.refused !== null) return false;
  if (result.errors.some((line) => /upstream|SSL|peer closed/i.test(line))) return false;
  return stream || !NO_PROOF.includes(result.status);
}

/** The change of the Host header that is worth a trial, now that the handshake works. */
function hostChange(
  { config, paths, path: place }: RehearsalInput,
  repaired: UpstreamTls,
  without: TrialResult,
): HostWanted | null {
  const name = hostToTry(place, repaired, without);
  if (name === null) return null;
  const edits = setHostHeader({ config, allPaths: paths }, place, name);
  const instead = repaired.hostHeader?.written ?? '';
  return edits.length === 0 ? null : { name, instead, edits, without };
}

/** The configuration with the edits applied, and the same place in it. */
function afterEdits(
  input: RehearsalInput,
  more: readonly Edit[] = [],
): { readonly config: ConfigSet; readonly path: UpstreamTls } | null {
  const config = withEdits(input.config, [...input.edits, ...more]);
  const paths = upstreamPaths(config, { nginx: input.binary.build.nginx });
  const at = input.paths.indexOf(input.path);
  const found = paths.length === input.paths.length ? paths[at] : undefined;
  return found === undefined ? null : { config, path: found };
}

function pathOf(place: UpstreamTls): string {
  const location = place.location;
  const prefix = location !== null && ['', '=', '^~'].includes(location.modifier);
  return prefix && location.path.startsWith('/') ? location.path : '/';
}

function hostOf(place: UpstreamTls): string {
  return place.server?.names.find((n) => n !== '' && n !== '_' && !/[*~$]/.test(n)) ?? 'localhost';
}

function readable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** Modules that the place needs and that the user's configuration loads: for most, none. */
function modulesFor(place: UpstreamTls, set: ConfigSet, binary: NginxBinary): string[] {
  if (place.module !== 'stream') return [];
  const loaded = [...walk(set)]
    .filter((d) => d.parent === null && d.directive.name === 'load_module')
    .map((d) => path.resolve(binary.prefix, d.directive.args[0]?.value ?? ''))
    .filter((file) => file.endsWith('ngx_stream_module.so'));
  if (loaded.length > 0) return loaded;
  // Debian keeps the switch in modules-enabled, which a fragment does not include.
  return ['/usr/lib/nginx/modules', path.join(binary.prefix, 'modules')]
    .flatMap((folder) => list(folder).map((name) => path.join(folder, name)))
    .filter((file) => file.endsWith('ngx_stream_module.so'))
    .slice(0, 1);
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
