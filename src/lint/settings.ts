/** `.alert40.yaml`: which rules apply here, how severe they are, and what is known of the host. */
import type { Preset, Rule, Severity } from './rule.ts';

export interface Settings {
  /** Set of rules to start from. */
  readonly extends: Preset;
  /** Severity by rule id; `off` silences it. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** nginx that will run this configuration, for example `1.26.3`. */
  readonly nginx?: string | undefined;
  /** OpenSSL that it was built with, for example `3.5`. */
  readonly openssl?: string | undefined;
  /** Report certificates that expire within this time, as in `30d`. */
  readonly expires: string;
  /** Globs of files that are not looked at. */
  readonly ignore: readonly string[];
  /** File with findings that were there before, relative to this one. */
  readonly baseline?: string | undefined;
}

export const DEFAULT_SETTINGS: Settings = {
  extends: 'recommended',
  rules: {},
  expires: '30d',
  ignore: [],
};

type ActiveRules = readonly { readonly rule: Rule; readonly severity: Severity }[];

/** What was asked last, since a fleet is linted as many small configurations. */
let last: {
  readonly rules: readonly Rule[];
  readonly settings: Settings;
  readonly active: ActiveRules;
} | null = null;

/** The rules that apply, each with its severity here. */
export function activeRules(rules: readonly Rule[], settings: Settings): ActiveRules {
  if (last?.settings !== settings || last.rules !== rules)
    last = { rules, settings, active: applying(rules, settings) };
  return last.active;
}

function applying(rules: readonly Rule[], settings: Settings): ActiveRules {
  return rules.flatMap((rule) => {
    const stated = settings.rules[rule.id];
    if (stated === 'off') return [];
    if (stated) return [{ rule, severity: stated }];
    return inPreset(rule, settings.extends) ? [{ rule, severity: rule.severity }] : [];
  });
}

function inPreset(rule: Rule, preset: Preset): boolean {
  return preset === 'strict' || rule.presets.includes(preset);
}
