import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'alpn-mismatch',
  title: 'proxy_pass to a server that speaks HTTP/2 only.',
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
      kind: 'node',
      app: 'h2',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A server with HTTP/1.1.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
      },
    ],
  },
});
