import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cipher-mismatch',
  title: 'A Java service with one suite.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:8443;
        proxy_ssl_protocols TLSv1.2;
        proxy_ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'java',
      min: 'TLSv1.2',
      ciphers: ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'],
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer it.',
    edits: [
      ['conf.d/api.conf', 'AES128-GCM-SHA256', 'AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384'],
    ],
  },
});
