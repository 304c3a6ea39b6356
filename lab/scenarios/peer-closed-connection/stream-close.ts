import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'peer-closed-connection',
  title: 'A stream upstream closes.',
  files: {
    'stream.d/tls.conf': `server {
    listen 80;
    proxy_ssl on;
    proxy_ssl_server_name on;
    proxy_ssl_name api.example.com;
    proxy_pass 10.0.4.22:443;
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'raw',
      does: 'close-after-hello',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A healthy upstream.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
      },
    ],
  },
});
