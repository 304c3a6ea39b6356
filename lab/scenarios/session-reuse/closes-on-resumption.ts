import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'session-reuse',
  title: 'A load balancer closes when a session is resumed.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'raw',
      does: 'resumption-close',
      behind: '10.0.4.23:443',
    },
    {
      at: '10.0.4.23:443',
      kind: 'node',
    },
  ],
  requests: [
    {
      times: 4,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Do not resume.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_server_name on;',
        `proxy_ssl_server_name on;
        proxy_ssl_session_reuse off;`,
      ],
    ],
  },
});
