import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-unreadable',
  title: 'The file is chosen by a variable; for this client it does not exist.',
  requires: {
    nginx: ['1.21.0', null],
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
      path: '/?partner=acme',
    },
  ],
  repair: {
    does: 'Copy the pair.',
    ssl: {
      'acme.pem': 'client.pem',
      'acme.key': 'client.key',
    },
  },
});
