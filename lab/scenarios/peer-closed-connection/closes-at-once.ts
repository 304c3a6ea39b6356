import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'peer-closed-connection',
  title: 'The upstream closes before the ClientHello is read.',
  files: {
    'conf.d/api.conf': `upstream api {
    server 10.0.4.22:443;
    server 10.0.4.23:443;
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
    {
      at: '10.0.4.22:443',
      kind: 'raw',
      does: 'close',
    },
    {
      at: '10.0.4.23:443',
      kind: 'raw',
      does: 'close',
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
