import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'session-reuse',
  title: 'The first request succeeds; every resumed session is refused.',
  subset: true,
  files: {
    'conf.d/api.conf': `upstream api {
    server 10.0.4.22:443;
}
server {
    listen 80;
    location / {
        proxy_pass https://api;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [
    { at: '10.0.4.23:443', kind: 'node', cert: 'api' },
    {
      at: '10.0.4.22:443',
      kind: 'raw',
      does: 'resumption-alert',
      alert: 40,
      behind: '10.0.4.23:443',
    },
  ],
  requests: [{ times: 4, headers: { Connection: 'close' } }],
  name: 'api.example.com',
  repair: {
    does: 'Do not resume.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_server_name on;',
        'proxy_ssl_server_name on;\n        proxy_ssl_session_reuse off;',
      ],
    ],
  },
});
