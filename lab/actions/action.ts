/** What people do about the failure, as a change of the configuration or as a behaviour. */
import type { Weakening } from '../../src/causes/cause.ts';
import type { Config } from '../edit.ts';
import type { Scenario } from '../scenario.ts';

export interface Action {
  /** Stable; shared with the dead ends of the causes and with the knowledge base. */
  readonly id: string;
  /** What is done, in a few words. */
  readonly does: string;
  readonly weakens: Weakening | 'plain-text' | null;
  /** How: a changed configuration (null: does not apply here), or something done to the running nginx. */
  readonly how:
    | {
        readonly kind: 'edit';
        readonly edit: (config: Config, scenario: Scenario) => Config | null;
      }
    | { readonly kind: 'restart' | 'reload' }
    /** Read off the record of the next newer release. */
    | { readonly kind: 'upgrade' };
}

/** A careful user's CA file and client certificate, put beside the scenario's own files for the actions that name them. */
export const LAB_CA = '/etc/nginx/ssl/lab-ca.pem';
export const LAB_CLIENT = '/etc/nginx/ssl/lab-client.pem';
export const LAB_CLIENT_KEY = '/etc/nginx/ssl/lab-client.key';
