import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'peer-closed-connection',
  title: 'Both peers of a pool reset.',
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
      does: 'reset-after-hello',
    },
    {
      at: '10.0.4.23:443',
      kind: 'raw',
      does: 'reset-after-hello',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Healthy upstreams.',
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
