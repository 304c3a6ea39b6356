/** `.alert40.yaml`: which rules apply here, how severe they are, and what is known of the host. */
import { z } from 'zod';
import type { Preset, Rule, Severity } from './rule.ts';

const level = z.enum(['error', 'warning', 'note', 'off']);

export const settingsSchema = z.strictObject({
  /** Set of rules to start from. */
  extends: z.enum(['recommended', 'strict', 'cis']).default('recommended'),
  /** Severity by rule id; `off` silences it. */
  rules: z.record(z.string(), level).default({}),
  /** nginx that will run this configuration, for example `1.26.3`. */
  nginx: z
    .string()
    .regex(/^\d+\.\d+(\.\d+)?$/)
    .optional(),
  /** OpenSSL that it was built with, for example `3.5`. */
  openssl: z
    .string()
    .regex(/^\d+\.\d+(\.\d+[a-z]?)?$/)
    .optional(),
  /** Report certificates that expire within this time. */
  expires: z
    .string()
    .regex(/^\d+d$/)
    .default('30d'),
  /** Globs of files that are not looked at. */
  ignore: z.array(z.string()).default([]),
  /** File with findings that were there before, relative to this one. */
  baseline: z.string().optional(),
});

export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = settingsSchema.parse({});

/** The rules that apply, each with its severity here. */
export function activeRules(
  rules: readonly Rule[],
  settings: Settings,
): readonly { readonly rule: Rule; readonly severity: Severity }[] {
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
