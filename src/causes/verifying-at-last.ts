/**
 * A corrected line may switch verification on. Without a CA file nginx then refuses the
 * configuration once more, and an address matches no certificate: such a correction is
 * whole only together with the file, and with the name that the certificate carries.
 */
import { insertDirective } from '../nginx/rewrite.ts';
import type { Located } from '../nginx/tree-set.ts';
import { withEdits } from '../nginx/with-edits.ts';
import { type Edit, mergeEdits } from '../text/edit.ts';
import { pathsDecidedBy } from '../upstream/lookup.ts';
import type { UpstreamTls } from '../upstream/model.ts';
import { upstreamPaths } from '../upstream/paths.ts';
import { setDirective } from '../upstream/rewrite.ts';
import type { Case } from './cause.ts';
import { isIpAddress, prefixOf } from './path-facts.ts';

/** Places that verify once the edits are made, and then have nothing to verify with. */
export function placesWithoutCa(c: Case, edits: readonly Edit[]): readonly UpstreamTls[] {
  if (c.config === null || edits.length === 0) return [];
  const after = upstreamPaths(withEdits(c.config, edits), c.versions);
  if (after.length !== c.allPaths.length) return [];
  return c.allPaths.filter((_, i) => {
    const place = after[i];
    if (place === undefined || place.tls === 'no') return false;
    return place.settings.verify.value && place.settings.trustedCertificate.value === null;
  });
}

/** Whether verification would compare an address, or the name of a group. */
export function checksNoName({ checkedName, target }: UpstreamTls): boolean {
  const [checked] = checkedName.values;
  if (checked === undefined || checkedName.values.length !== 1) return false;
  const group = target.groups.some((g) => g.name === checked) && !checked.includes('.');
  return group || isIpAddress(checked);
}

/** The CA file for these places: beside the corrected directive where that decides no others. */
export function trusting(
  c: Case,
  places: readonly UpstreamTls[],
  file: string,
  corrected: Located | null,
): readonly Edit[] {
  const { config, allPaths } = c;
  if (config === null) return [];
  const beside = corrected && besideOf(c, places, file, corrected);
  if (beside) return beside;
  const where = { config, allPaths };
  return mergeEdits(
    places.flatMap((place) => setDirective(where, place, 'ssl_trusted_certificate', [file])),
  );
}

/** One line for all of them; null where the directive decides other places too, or not all of these. */
function besideOf(
  c: Case,
  places: readonly UpstreamTls[],
  file: string,
  { file: name, directive }: Located,
): readonly Edit[] | null {
  const decided = pathsDecidedBy(c.allPaths, directive).filter((p) => p.tls !== 'no');
  const same = decided.length === places.length && places.every((p) => decided.includes(p));
  const text = c.config?.files.get(name);
  const [first] = places;
  if (!same || text === undefined || first === undefined) return null;
  const setting = `${prefixOf(first.module)}ssl_trusted_certificate`;
  return insertDirective(text, { after: directive }, setting, [file]);
}
