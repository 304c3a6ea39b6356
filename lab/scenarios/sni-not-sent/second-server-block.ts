import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'Two server blocks; only the public one has the SNI settings.',
  files: {
    'conf.d/10-public.conf': `server {
    listen 80;
    server_name public.example.com;
    proxy_ssl_server_name on;
    location / { proxy_pass https://api.example.com; }
}
`,
    'conf.d/20-internal.conf': `server {
    listen 80;
    server_name internal.example.com;
    location / { proxy_pass https://api.example.com; }
}
`,
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'raw',
      does: 'sni-router-reset',
      names: ['api.example.com'],
      behind: '10.0.4.23:443',
    },
    {
      at: '10.0.4.23:443',
      kind: 'node',
    },
  ],
  requests: [
    {
      host: 'internal.example.com',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Switch SNI on here, too.',
    edits: [
      [
        'conf.d/20-internal.conf',
        'location / {',
        `proxy_ssl_server_name on;
    location / {`,
      ],
    ],
  },
});
