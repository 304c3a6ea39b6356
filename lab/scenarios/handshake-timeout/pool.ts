import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'handshake-timeout',
  title: 'Both peers of the pool are silent.',
  files: {
    'conf.d/api.conf': `upstream pool {
    server 10.0.4.22:443;
    server 10.0.4.23:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://pool;
        proxy_connect_timeout 1s;
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
      does: 'hang',
    },
    {
      at: '10.0.4.23:443',
      kind: 'raw',
      does: 'hang',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Servers that answer.',
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
