import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cipher-mismatch',
  title: 'A Python service with one suite.',
  files: {
    'conf.d/api.conf': `upstream svc {
    server 10.0.4.22:8443;
}

server {
    listen 80;

    location / {
        proxy_pass https://svc;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_protocols TLSv1.2;
        proxy_ssl_ciphers EECDH+CHACHA20;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'python',
      max: 'TLSv1.2',
      ciphers: ['ECDHE-ECDSA-AES256-GCM-SHA384'],
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer it.',
    edits: [['conf.d/api.conf', 'EECDH+CHACHA20', 'EECDH+AESGCM:EECDH+CHACHA20']],
  },
});
