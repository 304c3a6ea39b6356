import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'curve-mismatch',
  title: 'A hardened upstream accepts P-521; nginx was limited to X25519 and P-256.',
  requires: { nginx: ['1.19.4', null] },
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_conf_command Groups X25519:P-256;
    }
}
`,
  },
  upstreams: [{ at: '10.0.4.22:443', kind: 'node', cert: 'api', groups: 'P-521' }],
  repair: {
    does: 'Offer the group.',
    edits: [['conf.d/api.conf', 'X25519:P-256', 'X25519:P-256:P-521']],
  },
});
