import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'In stream, too, the name of the group goes out.',
  files: {
    'stream.d/tls.conf': `upstream backend_tls {
    server 10.0.4.22:443;
}
server {
    listen 80;
    proxy_ssl on;
    proxy_ssl_server_name on;
    proxy_pass backend_tls;
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: null,
      names: {
        'api.example.com': 'api',
      },
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A name.',
    edits: [
      [
        'stream.d/tls.conf',
        'proxy_ssl_server_name on;',
        `proxy_ssl_server_name on;
    proxy_ssl_name api.example.com;`,
      ],
    ],
  },
});
