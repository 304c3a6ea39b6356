import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'directive-unsupported-by-version',
  title: 'Variables in proxy_ssl_certificate are of 1.21.0.',
  requires: {
    nginx: [null, '1.21.0'],
  },
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_certificate /etc/nginx/ssl/$arg_partner.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/$arg_partner.key;
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
  requests: [
    {
      path: '/?partner=edge',
    },
  ],
  repair: {
    does: 'A fixed path.',
    edits: [
      ['conf.d/api.conf', '$arg_partner.pem', 'edge.pem'],
      ['conf.d/api.conf', '$arg_partner.key', 'edge.key'],
    ],
  },
});
