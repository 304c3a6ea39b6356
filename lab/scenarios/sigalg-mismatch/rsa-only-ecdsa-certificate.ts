import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sigalg-mismatch',
  title: 'nginx offers RSA signatures only; the upstream signs with ECDSA.',
  requires: { nginx: ['1.19.4', null] },
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_conf_command SignatureAlgorithms RSA-PSS+SHA256:RSA+SHA256;
    }
}
`,
  },
  upstreams: [{ at: '10.0.4.22:443', kind: 'node', cert: 'api' }],
  repair: {
    does: 'Offer ECDSA.',
    edits: [['conf.d/api.conf', 'RSA+SHA256', 'RSA+SHA256:ECDSA+SHA256']],
  },
});
