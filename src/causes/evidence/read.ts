/** `--evidence`: which tool a text comes from, and what it tells. */
import { type Message, message } from '../../text/message.ts';
import type { Observation } from '../observation.ts';
import { isCurlV, readCurlV } from './curl-v.ts';
import { type NginxBuild, readNginxV } from './nginx-v.ts';
import { isSClient, readSClient } from './s-client.ts';

export interface OtherEvidence {
  readonly observations: readonly Observation[];
  /** From `nginx -V`; null when the text has none. */
  readonly build: NginxBuild | null;
  /** What could not be used, and what to give instead. */
  readonly notes: readonly Message[];
}

/** Reads one evidence file. `name` is how the reader knows the file. */
export function readEvidence(name: string, text: string): OtherEvidence {
  const plain = text.replace(/\u001b\[[0-9;]*m/g, '');
  const build = readNginxV(plain);
  const observations = [
    ...(isSClient(plain) ? readSClient(plain) : []),
    ...(isCurlV(plain) ? readCurlV(plain) : []),
  ];
  const notes: Message[] = [];
  if (build === null && observations.length === 0)
    notes.push(message('note.evidence-unknown', { file: name }));
  return { observations, build, notes };
}
