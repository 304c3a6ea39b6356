import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'not-tls',
  title: 'A variable needs a resolver, and none is defined.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        set $b api.example.com;
        proxy_pass https://$b;
        proxy_ssl_server_name on;
    }
}
`,
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Define it.',
    edits: [
      [
        'conf.d/api.conf',
        'set $b',
        `resolver 10.0.0.2;
        set $b`,
      ],
    ],
  },
});
