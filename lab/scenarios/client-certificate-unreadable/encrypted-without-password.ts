import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-unreadable',
  title: 'The key is encrypted and no password file is named.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_certificate /etc/nginx/ssl/edge.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client.pem',
    'edge.key': 'client.enc.key',
    pass: `text:correct horse
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      clientCa: ['client-root'],
    },
  ],
  repair: {
    does: 'Name the password file.',
    edits: [
      [
        'conf.d/api.conf',
        'ssl/edge.key;',
        `ssl/edge.key;
        proxy_ssl_password_file /etc/nginx/ssl/pass;`,
      ],
    ],
  },
});
