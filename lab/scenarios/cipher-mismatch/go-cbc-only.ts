import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cipher-mismatch',
  title: 'A Go service with one old suite.',
  files: {
    'conf.d/api.conf': `proxy_ssl_ciphers ECDHE+AESGCM;
proxy_ssl_protocols TLSv1.2;

server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:8443;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'go',
      max: 'TLSv1.2',
      ciphers: ['TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA'],
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer it.',
    edits: [['conf.d/api.conf', 'ECDHE+AESGCM', 'ECDHE+AESGCM:ECDHE-ECDSA-AES128-SHA']],
  },
});
