import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'directive-unsupported-by-version',
  title: 'proxy_ssl_certificate_cache is of 1.27.4.',
  requires: {
    nginx: [null, '1.27.4'],
  },
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_certificate_cache max=100;
        proxy_ssl_certificate /etc/nginx/ssl/edge.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;
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
      at: '10.0.4.22:443',
      kind: 'node',
      clientCa: ['client-root'],
    },
  ],
  repair: {
    does: 'Without it.',
    edits: [
      [
        'conf.d/api.conf',
        `proxy_ssl_certificate_cache max=100;
        `,
        '',
      ],
    ],
  },
});
