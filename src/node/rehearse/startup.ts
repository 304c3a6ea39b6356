/**
 * Repairs of what keeps nginx from starting: nothing runs as it is, so what is tried are
 * the places of the repaired configuration that the edits have a part in.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { behaviour } from '../../harden/harden.ts';
import type { ConfigSet } from '../../nginx/tree-set.ts';
import { withEdits } from '../../nginx/with-edits.ts';
import type { Edit } from '../../text/edit.ts';
import type { UpstreamTls } from '../../upstream/model.ts';
import { upstreamPaths } from '../../upstream/paths.ts';
import { settingScope } from '../../upstream/rewrite.ts';
import { type NginxBinary, testConfiguration } from '../nginx-binary.ts';

export interface Repaired {
  readonly config: ConfigSet;
  /** All its places. */
  readonly paths: readonly UpstreamTls[];
  /** Those that a repair has a part in. */
  touched(repair: readonly Edit[]): readonly UpstreamTls[];
}

/** The configuration with all edits, of which each repair has some. */
export function repairedBy(
  before: ConfigSet,
  edits: readonly Edit[],
  { build }: NginxBinary,
): Repaired {
  const placesOf = (set: ConfigSet) => upstreamPaths(set, { nginx: build.nginx });
  const config = withEdits(before, edits);
  const paths = placesOf(config);
  const old = placesOf(before);
  const touched = (repair: readonly Edit[]) => {
    const own = placesOf(withEdits(before, repair));
    const alike = old.length === paths.length && old.length === own.length;
    const changed = (i: number) => {
      const [was, is] = [old[i], own[i]];
      return was !== undefined && is !== undefined && behaviour(was) !== behaviour(is);
    };
    const moved = repair.map((edit) => ({ file: edit.file, at: offsetAfter(edit, edits) }));
    return paths.filter((place, i) => {
      const scope = settingScope(place);
      const holds = ({ file, at }: { file: string; at: number }) =>
        scope !== null &&
        scope.file === file &&
        scope.directive.start <= at &&
        at <= scope.directive.end;
      return (alike && changed(i)) || moved.some(holds);
    });
  };
  return { config, paths, touched };
}

/** Where an edit stands once all are made. */
function offsetAfter(edit: Edit, all: readonly Edit[]): number {
  return all
    .filter((e) => e.file === edit.file && e.end <= edit.start && e !== edit)
    .reduce((at, e) => at + e.text.length - (e.end - e.start), edit.start);
}

/**
 * What nginx says of the configuration on disk, null when it takes it. Where it cannot be
 * asked, because this is a part or a copy, what it said when it was logged.
 */
export function refusal(config: ConfigSet, binary: NginxBinary, logged: string): string | null {
  const main = path.resolve(config.main);
  const whole = config.context === 'main' && config.dump === undefined && existsSync(main);
  if (!whole) return logged;
  const { accepted, reason } = testConfiguration(binary.path, main);
  return accepted ? null : reason;
}
