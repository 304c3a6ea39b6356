/** More intermediates stand between leaf and root than `*_ssl_verify_depth` allows; the default allows one. */
import { message } from '../text/message.ts';
import type { Case, Cause, Evidence } from './cause.ts';
import { buildPath, intermediates } from './chain.ts';
import { deadEnd } from './dead-ends.ts';
import { fact, isOpenssl3, loggedFact, nginxRepair } from './parts.ts';
import { fromSetting } from './path-facts.ts';
import { priorOf } from './priors.ts';
import { bundle, seenChain, seenEvidence, trustCheck, trustedFile } from './trust-facts.ts';

const WEIGHT = {
  /** OpenSSL 1.x gives this cause a number of its own, 22. */
  otherNumberOn1: -7,
  default: 0.4,
  zero: 1.5,
  generous: -4,
  /** The trusted file itself shows a path that is longer than allowed. */
  bundleDeeper: 3,
  /** Error 2 means that the path had reached the trusted file without a root at its end. */
  error2RootsOnly: -3,
  bundleRootless: -2,
};

function settingEvidence(c: Case): Evidence[] {
  const { path } = c;
  if (path === null) return [];
  const depth = path.settings.verifyDepth;
  const source = fromSetting(depth, path);
  const params = { depth: depth.value };
  if (depth.value === 0) return [fact('depth-zero', WEIGHT.zero, source)];
  if (depth.value >= 3) return [fact('depth-generous', WEIGHT.generous, source, params)];
  const id = depth.origin.kind === 'default' ? 'depth-default' : 'depth-set';
  return [fact(id, WEIGHT.default, source, params)];
}

function bundleEvidence(c: Case): Evidence[] {
  const shape = bundle(c);
  const { path } = c;
  if (shape === null || path === null) return [];
  const file = path.settings.trustedCertificate.value ?? '';
  const source = { kind: 'file', file } as const;
  const allowed = path.settings.verifyDepth.value;
  if (shape.deepest > allowed)
    return [
      fact('bundle-deeper', WEIGHT.bundleDeeper, source, {
        file,
        found: shape.deepest,
        depth: allowed,
      }),
    ];
  if (shape.roots.length === 0)
    return [fact('bundle-no-root', WEIGHT.bundleRootless, source, { file })];
  if (c.incident.signature.verifyError === 2 && shape.intermediates.length === 0)
    return [fact('bundle-roots-only', WEIGHT.error2RootsOnly, source, { file })];
  return [];
}

function versionEvidence(c: Case): Evidence[] {
  const number = c.incident.signature.verifyError;
  if (isOpenssl3(c) || number === 22) return [];
  return [
    loggedFact(c, 'would-be-22', WEIGHT.otherNumberOn1, {
      version: c.versions.openssl,
      number: number ?? 0,
    }),
  ];
}

/**
 * Depth that lets the chain through: what was seen or shown by the file, else what covers
 * every usual chain. Null when that is allowed already.
 */
export function depthNeeded(c: Case): number | null {
  const now = c.path?.settings.verifyDepth.value ?? 1;
  const chain = seenChain(c);
  const path = chain === null ? null : buildPath(chain, trustedFile(c)?.certificates ?? []);
  const seen = path === null ? 0 : intermediates(path);
  if (seen > now) return seen;
  const shown = bundle(c)?.deepest ?? 0;
  if (now >= USUAL && shown <= now) return null;
  return Math.max(shown, USUAL);
}

/** Public chains have two intermediates at most, private ones rarely three. */
const USUAL = 3;

const ID = 'verify-depth-too-small';
const UNKNOWN = { steps: [message('repair.depth-unknown-step')] };

export const verifyDepthTooSmall: Cause = {
  id: ID,
  family: 'trust',
  prior: (c) => priorOf('verify-depth-too-small', c.incident),
  evidence: (c) => [
    ...versionEvidence(c),
    ...settingEvidence(c),
    ...bundleEvidence(c),
    ...seenEvidence(c, 'verify-depth-too-small'),
  ],
  repairs: (c) => {
    const depth = depthNeeded(c);
    if (depth === null) return [nginxRepair(c, ID, message('repair.depth-unknown'), [], UNKNOWN)];
    return [
      nginxRepair(c, ID, message('repair.depth', { depth }), [
        { set: 'ssl_verify_depth', to: [String(depth)] },
      ]),
    ];
  },
  checks: (c) => [trustCheck(c)],
  deadEnds: () => [
    deadEnd('verify-off', 'verify-off-trust'),
    deadEnd('trust-bundle', 'trust-bundle-depth'),
    deadEnd('curl-works', 'curl-works-depth'),
  ],
};
