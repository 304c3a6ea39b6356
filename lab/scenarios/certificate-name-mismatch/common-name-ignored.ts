import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'certificate-name-mismatch',
  title: 'The common name would match, but the certificate has other alternative names.',
  files: {
    'conf.d/api.conf': `upstream backend {
    server 10.0.4.22:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://backend;
        proxy_ssl_server_name on;
        proxy_ssl_name backend;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: 'backend',
    },
  ],
  name: 'backend.internal.example.com',
  repair: {
    does: 'A name it carries.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_name backend;',
        'proxy_ssl_name backend.internal.example.com;',
      ],
    ],
  },
});
