/** The chain ends in a CA that nginx was not given. */
import { message } from '../text/message.ts';
import type { Case, Cause, Evidence, Repair } from './cause.ts';
import { deadEnd } from './dead-ends.ts';
import { fact, loggedFact, needyRepair, nginxRepair } from './parts.ts';
import { fromSetting } from './path-facts.ts';
import { priorOf } from './priors.ts';
import {
  bundle,
  caFileNeed,
  isPublicUpstream,
  otherBundles,
  seenChain,
  seenEvidence,
  trustCheck,
  trustsPublicCas,
} from './trust-facts.ts';

const WEIGHT = {
  /** A file without a single CA can complete no chain. */
  leafOnly: 4,
  rootless: 3.5,
  /** Depth of three or more is enough for every public chain; what that rules out is said by the depth itself. */
  generousDepth: 0.5,
  strangers: 2.2,
  relatives: -1.2,
};

/** What the trusted file tells about the chain that it should complete. */
function bundleEvidence(c: Case): Evidence[] {
  const shape = bundle(c);
  const { path } = c;
  if (shape === null || path === null) return [];
  const file = path.settings.trustedCertificate.value ?? '';
  const source = { kind: 'file', file } as const;
  const [leaf] = shape.leaves;
  if (shape.roots.length === 0 && shape.intermediates.length === 0 && leaf !== undefined)
    return [fact('bundle-holds-leaf', WEIGHT.leafOnly, source, { file, subject: leaf.subject })];
  const [rootless] = shape.rootless;
  if (shape.roots.length === 0 && rootless !== undefined)
    return [
      fact('bundle-without-root', WEIGHT.rootless, source, { file, issuer: rootless.issuer }),
    ];
  return [];
}

/** Whether the kind of CAs in the file fits the kind of upstream. */
function kinshipEvidence(c: Case): Evidence[] {
  const publicCas = trustsPublicCas(c);
  const publicUpstream = isPublicUpstream(c);
  if (publicCas === null || publicUpstream === null || c.path === null) return [];
  const source = fromSetting(c.path.settings.trustedCertificate, c.path);
  if (publicCas === publicUpstream)
    return publicCas ? [fact('public-cas-public-upstream', WEIGHT.relatives, source)] : [];
  const id = publicCas ? 'public-cas-private-upstream' : 'private-ca-public-upstream';
  return [fact(id, WEIGHT.strangers, source)];
}

function depthEvidence(c: Case): Evidence[] {
  const depth = c.path?.settings.verifyDepth;
  if (!c.path || !depth || depth.value < 3) return [];
  return [
    fact('depth-generous', WEIGHT.generousDepth, fromSetting(depth, c.path), {
      depth: depth.value,
    }),
  ];
}

/** The name of the CA that is missing, as far as it can be told. */
function missingCa(c: Case): string | null {
  const chain = seenChain(c);
  const top = chain?.at(-1) ?? bundle(c)?.rootless[0];
  return top === undefined ? null : top.issuer;
}

function repairs(c: Case): Repair[] {
  const found: Repair[] = [];
  for (const { value, why } of otherBundles(c).slice(0, 1))
    found.push(
      nginxRepair(c, 'ca-not-trusted', message(`repair.trust-file-${why}`, { file: value }), [
        { set: 'ssl_trusted_certificate', to: [value] },
      ]),
    );
  const issuer = missingCa(c);
  const file = c.path?.settings.trustedCertificate.value ?? '';
  const steps = [
    issuer === null
      ? message('repair.ca-step-find')
      : message('repair.ca-step-find-named', { issuer }),
    message('repair.ca-step-compare'),
    file === '' ? message('repair.ca-step-set') : message('repair.ca-step-append', { file }),
  ];
  const title =
    issuer === null ? message('repair.ca-needed') : message('repair.ca-needed-named', { issuer });
  found.push(needyRepair('ca-not-trusted', title, [caFileNeed(c)], steps));
  return found;
}

export const caNotTrusted: Cause = {
  id: 'ca-not-trusted',
  family: 'trust',
  prior: (c) => priorOf('ca-not-trusted', c.incident),
  evidence: (c) => [
    ...bundleEvidence(c),
    ...kinshipEvidence(c),
    ...depthEvidence(c),
    ...(c.incident.signature.verifyError === 19 ? [loggedFact(c, 'root-was-sent', 1)] : []),
    ...seenEvidence(c, 'ca-not-trusted'),
  ],
  repairs,
  checks: (c) => [trustCheck(c)],
  deadEnds: () => [
    deadEnd('verify-off', 'verify-off-trust'),
    deadEnd('trust-bundle'),
    deadEnd('curl-works', 'curl-works-trust'),
  ],
};
