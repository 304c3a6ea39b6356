import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'not-tls',
  title: 'Both peers refuse connections.',
  files: {
    'conf.d/api.conf': `upstream pool {
    server 10.0.4.22:443;
    server 10.0.4.23:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://pool;
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
      does: 'refuse',
    },
    {
      at: '10.0.4.23:443',
      kind: 'raw',
      does: 'refuse',
    },
  ],
  requests: [
    {
      times: 2,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Running upstreams.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
      },
      {
        at: '10.0.4.23:443',
        kind: 'node',
      },
    ],
  },
});
