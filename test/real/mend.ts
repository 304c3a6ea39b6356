/**
 * A fault from beginning to end: nginx runs with it, the request fails, what nginx wrote is
 * diagnosed, the repair is applied, nginx accepts it, and the request is answered.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { diffLines } from 'diff';
import { expect } from 'vitest';
import { freePort } from '../../lab/servers/free-port.ts';
import { diagnoseTexts } from '../../src/diagnosis/diagnose-texts.ts';
import { planRepairs } from '../../src/diagnosis/plan.ts';
import { applyEdits } from '../../src/text/edit.ts';
import {
  nginxVersion,
  preamble,
  startNginx,
  streamModule,
  tempPaths,
  workDir,
} from './nginx-process.ts';

/** Status of the answer; 0 when the connection ended without one. */
async function ask(port: number, uri: string): Promise<number> {
  try {
    return (await fetch(`http://127.0.0.1:${port}${uri}`)).status;
  } catch {
    return 0;
  }
}

function accepted(file: string): string {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  const run = spawnSync('nginx', ['-t', '-c', file, '-e', `${file}.test.log`], { env });
  return run.status === 0 ? '' : String(run.stderr);
}

export interface Fault {
  readonly story: string;
  /** Which upstream; its port takes the place of `PORT`. */
  readonly peer: string;
  /** Inside `server`, or for stream inside `stream`. */
  readonly config: string;
  readonly before?: string;
  readonly stream?: boolean;
  readonly name?: string;
  readonly uris?: readonly string[];
  readonly verdict: string;
  readonly changedLines: number;
}

/** Where the upstream listens and its certificates are. */
export interface Upstream {
  readonly port: number;
  readonly dir: string;
}

function configuration(fault: Fault, home: string, port: number, upstream: Upstream): string {
  const fill = (text: string) =>
    text.replaceAll('PORT', String(upstream.port)).replaceAll('DIR', upstream.dir);
  const before = fault.before === undefined ? '' : `  ${fill(fault.before)}\n`;
  const server = fault.stream
    ? `server {\n    listen 127.0.0.1:${port};\n    ${fill(fault.config)}\n  }`
    : `server {\n    listen 127.0.0.1:${port};\n    server_name front.example.test;\n    ${fill(fault.config)}\n  }`;
  return fault.stream
    ? `${streamModule()}${preamble(home)}stream {\n${before}  ${server}\n}\n`
    : `${preamble(home)}http {\n  ${tempPaths(home)}\n${before}  ${server}\n}\n`;
}

function changedLines(before: string, after: string): number {
  const changes = diffLines(before, after).filter((part) => part.added || part.removed);
  return changes.reduce((sum, part) => sum + (part.count ?? 0), 0);
}

/** Runs the whole of it; every step is an expectation. */
export async function mend(fault: Fault, upstream: Upstream): Promise<void> {
  const home = workDir();
  const port = await freePort();
  const uris = fault.uris ?? ['/'];
  const broken = configuration(fault, home, port, upstream);
  const before = await startNginx(home, broken, port, { keep: true });
  for (const uri of uris) expect(await ask(port, uri)).not.toBe(200);
  await before.stop();

  const diagnosis = diagnoseTexts({
    log: before.log(),
    config: { 'nginx.conf': broken },
    nginx: nginxVersion(),
    ...(fault.name === undefined ? {} : { name: fault.name }),
  });
  const shown = diagnosis.incidents.map((i) => i.causes.map((x) => `${x.id} ${x.confidence}`));
  expect(diagnosis.incidents[0]?.verdict, `${before.log()}\n${shown}`).toBe(fault.verdict);

  const plan = planRepairs(diagnosis, { allowWeakening: false });
  const mended = applyEdits(broken, plan.edits);
  expect(changedLines(broken, mended), mended).toBe(fault.changedLines);
  const file = path.join(home, 'nginx.conf');
  writeFileSync(file, mended);
  expect(accepted(file), mended).toBe('');
  const after = await startNginx(home, mended, port);
  try {
    for (const uri of uris) expect(await ask(port, uri), mended).toBe(200);
  } finally {
    await after.stop();
  }
}
