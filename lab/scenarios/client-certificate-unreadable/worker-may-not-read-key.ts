import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-unreadable',
  title: 'With a variable the worker reads the key, and may not.',
  requires: {
    nginx: ['1.21.0', null],
  },
  workers: true,
  modes: {
    'edge.key': 0o600,
  },
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        set $who edge;
        proxy_pass https://10.0.4.22;
        proxy_ssl_certificate /etc/nginx/ssl/$who.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/$who.key;
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
    does: 'A path that is read at start, by root.',
    edits: [
      ['conf.d/api.conf', 'ssl/$who.pem', 'ssl/edge.pem'],
      ['conf.d/api.conf', 'ssl/$who.key', 'ssl/edge.key'],
    ],
  },
});
