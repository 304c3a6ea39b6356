import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-required',
  title: 'The certificate is set in one location and missing in the other.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    proxy_ssl_protocols TLSv1.2;

    location /orders/ {
        proxy_pass https://10.0.4.22:8443;
        proxy_ssl_certificate ssl/edge.pem;
        proxy_ssl_certificate_key ssl/edge.key;
    }

    location /invoices/ {
        proxy_pass https://10.0.4.22:8443;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client.pem',
    'edge.key': 'client.key',
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'node',
      clientCa: ['client-root'],
    },
  ],
  requests: [
    {
      path: '/invoices/1',
    },
  ],
  repair: {
    does: 'For the whole server.',
    edits: [
      [
        'conf.d/api.conf',
        '    proxy_ssl_protocols',
        `    proxy_ssl_certificate ssl/edge.pem;
    proxy_ssl_certificate_key ssl/edge.key;
    proxy_ssl_protocols`,
      ],
    ],
  },
});
