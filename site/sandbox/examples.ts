/** Incidents to try the page with: those that the tests of the program hold it to. */

import missingLog from '../../examples/missing-sni/error.log';
import missingConfig from '../../examples/missing-sni/nginx.conf';
import caLog from '../../test/cases/ca-root-of-another-company/error.log';
import caConfig from '../../test/cases/ca-root-of-another-company/nginx.conf';
import plainLog from '../../test/cases/plain-upstream-on-8080/error.log';
import plainConfig from '../../test/cases/plain-upstream-on-8080/nginx.conf';
import groupLog from '../../test/cases/wrong-sni-group-name-sent/error.log';
import groupConfig from '../../test/cases/wrong-sni-group-name-sent/nginx.conf';
import type { Words } from './words.ts';

export interface Example {
  readonly label: keyof Words;
  readonly log: string;
  readonly config: string;
  readonly name: string;
}

export const EXAMPLES: readonly Example[] = [
  {
    label: 'exampleSni',
    log: missingLog,
    config: missingConfig,
    name: 'backend.internal.example.com',
  },
  { label: 'exampleName', log: groupLog, config: groupConfig, name: '' },
  { label: 'exampleCa', log: caLog, config: caConfig, name: '' },
  { label: 'examplePlain', log: plainLog, config: plainConfig, name: '' },
];
