import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-unreadable',
  title: 'Only the certificate is given, its file holds no key.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_certificate ssl/edge.pem;
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
    does: 'Name the key.',
    edits: [
      [
        'conf.d/api.conf',
        'ssl/edge.pem;',
        `ssl/edge.pem;
        proxy_ssl_certificate_key ssl/edge.key;`,
      ],
    ],
  },
});
