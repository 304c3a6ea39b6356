import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'The subrequest of auth_request fails; the client sees 500.',
  files: {
    'conf.d/app.conf': `server {
    listen 80;
    server_name app.example.com;

    location / {
        auth_request /auth;
        proxy_pass http://10.0.4.60:8080;
    }

    location = /auth {
        internal;
        proxy_pass https://10.0.4.22/verify;
        proxy_pass_request_body off;
        proxy_set_header Content-Length "";
        proxy_set_header Host api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.60:8080',
      kind: 'node',
      plain: true,
    },
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: null,
      names: {
        'api.example.com': 'api',
      },
    },
  ],
  requests: [
    {
      host: 'app.example.com',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Send the name.',
    edits: [
      [
        'conf.d/app.conf',
        'proxy_pass_request_body off;',
        `proxy_pass_request_body off;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;`,
      ],
    ],
  },
});
