/** The form of `.alert40.yaml`. Apart from the settings, so that only who reads files carries zod. */
import { z } from 'zod';
import type { Settings } from './settings.ts';

const level = z.enum(['error', 'warning', 'note', 'off']);

export const settingsSchema: z.ZodType<Settings> = z.strictObject({
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
