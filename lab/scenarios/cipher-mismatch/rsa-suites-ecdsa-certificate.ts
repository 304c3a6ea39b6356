import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cipher-mismatch',
  title: 'nginx offers suites for RSA only; the upstream has an ECDSA certificate.',
  subset: true,
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_protocols TLSv1.2;
        proxy_ssl_ciphers ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256;
    }
}
`,
  },
  upstreams: [{ at: '10.0.4.22:443', kind: 'node', cert: 'api' }],
  repair: {
    does: 'Offer ECDSA suites.',
    edits: [
      ['conf.d/api.conf', 'proxy_ssl_ciphers ', 'proxy_ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:'],
    ],
  },
});
