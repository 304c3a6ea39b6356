/** The CRL file lacks a list for a CA of the chain, holds an expired one, or cannot be read. */
import { message } from '../text/message.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import type { Case, Cause, Evidence, Need, Repair } from './cause.ts';
import { deadEnd } from './dead-ends.ts';
import type { NamedFile } from './named-files.ts';
import { fact, needyRepair, nginxRepair, shellWord } from './parts.ts';
import { priorOf } from './priors.ts';
import { signatureClass } from './signature-class.ts';
import { namedPath } from './startup-facts.ts';
import { failedAt, fileOf, notYet, ranOut, seenEvidence } from './trust-facts.ts';

const WEIGHT = { stale: 3, uncovered: 2, unreadable: 3 };

/** The place that names the CRL; at start-up the message says only the file. */
function pathOf(c: Case): UpstreamTls | null {
  return signatureClass(c.incident) === 'startup-crl' ? namedPath(c, 'crl') : c.path;
}

/** CAs of the trusted file that no list of the CRL file is issued by. */
function uncovered(file: NamedFile, trusted: NamedFile | null): string[] {
  const issuers = new Set(file.crls.map((list) => list.issuer));
  const cas = (trusted?.certificates ?? []).filter((x) => x.ca).map((x) => x.subject);
  return cas.length > 20 ? [] : cas.filter((ca) => !issuers.has(ca));
}

function evidence(c: Case): Evidence[] {
  const path = pathOf(c);
  const written = path?.settings.crl.value ?? '';
  const file = fileOf(c, written);
  if (path === null || file === null) return seenEvidence(c, 'crl-missing-or-expired');
  const source = { kind: 'file', file: written } as const;
  if (file.state !== 'read' || file.crls.length === 0) {
    const id = file.state === 'read' ? 'crl-file-without-crl' : `file-${file.state}`;
    return [fact(id, WEIGHT.unreadable, source, { file: written })];
  }
  const at = failedAt(c);
  const stale = file.crls.find((x) => ranOut(x.nextUpdate, at));
  const early = file.crls.find((x) => notYet(x.thisUpdate, at));
  const found: Evidence[] = [];
  if (stale !== undefined)
    found.push(
      fact('crl-stale', WEIGHT.stale, source, {
        file: written,
        issuer: stale.issuer,
        until: stale.nextUpdate?.slice(0, 10) ?? '',
      }),
    );
  if (early !== undefined)
    found.push(
      fact('crl-early', WEIGHT.stale, source, {
        file: written,
        issuer: early.issuer,
        from: early.thisUpdate.slice(0, 10),
      }),
    );
  const missing = uncovered(file, fileOf(c, path.settings.trustedCertificate.value));
  if (missing.length > 0)
    found.push(
      fact('crl-uncovered', WEIGHT.uncovered, source, { file: written, issuer: missing[0] ?? '' }),
    );
  return [...found, ...seenEvidence(c, 'crl-missing-or-expired')];
}

/** Another CRL file of the configuration that is current and covers what this one lacks. */
function betterFile(c: Case, path: UpstreamTls): string | null {
  const at = failedAt(c);
  for (const other of c.allPaths) {
    const written = other.settings.crl.value;
    const file = fileOf(c, written);
    if (written === null || file === null || written === path.settings.crl.value) continue;
    const current = file.crls.every((x) => !notYet(x.thisUpdate, at) && !ranOut(x.nextUpdate, at));
    const trusted = fileOf(c, path.settings.trustedCertificate.value);
    if (file.crls.length > 0 && current && uncovered(file, trusted).length === 0) return written;
  }
  return null;
}

function repairs(c: Case): Repair[] {
  const path = pathOf(c);
  const found: Repair[] = [];
  const other = path === null ? null : betterFile(c, path);
  if (other !== null)
    found.push(
      nginxRepair(
        c,
        'crl-missing-or-expired',
        message('repair.crl-other', { file: other }),
        [{ set: 'ssl_crl', to: [other] }],
        { path },
      ),
    );
  const need: Need = { what: 'crl-file', message: message('need.crl-file'), candidates: [] };
  const startup = signatureClass(c.incident) === 'startup-crl';
  const file = path?.settings.crl.value ?? '';
  found.push(
    needyRepair(
      'crl-missing-or-expired',
      message('repair.crl-refresh'),
      [need],
      [
        message(startup ? 'repair.crl-step-readable' : 'repair.crl-step-fetch', { file }),
        message('repair.crl-step-all'),
        message('repair.crl-step-schedule'),
      ],
    ),
  );
  return found;
}

export const crlMissingOrExpired: Cause = {
  id: 'crl-missing-or-expired',
  family: 'trust',
  prior: (c) => priorOf('crl-missing-or-expired', c.incident),
  evidence,
  repairs,
  checks: (c) => {
    const file = shellWord(pathOf(c)?.settings.crl.value, 'CRL_FILE');
    return [
      {
        command: `openssl crl -in ${file} -noout -issuer -lastupdate -nextupdate`,
        answers: [
          { expect: message('answer.crl-stale'), means: 'crl-missing-or-expired' },
          { expect: message('answer.crl-other-issuer'), means: 'crl-missing-or-expired' },
        ],
      },
    ];
  },
  deadEnds: () => [deadEnd('verify-off', 'verify-off-revoked'), deadEnd('restart', 'restart-crl')],
};
