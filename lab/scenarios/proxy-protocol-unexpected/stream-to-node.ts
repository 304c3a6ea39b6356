import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'proxy-protocol-unexpected',
  title: 'stream sends the header to a server that takes it for TLS.',
  files: {
    'stream.d/tls.conf': `server {
    listen 80;
    proxy_protocol on;
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
      kind: 'node',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Without the header.',
    edits: [
      [
        'stream.d/tls.conf',
        `    proxy_protocol on;
`,
        '',
      ],
    ],
  },
});
