import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'stream to a router that resets nameless connections.',
  files: {
    'stream.d/t.conf': `server {
    listen 80;
    proxy_pass 10.0.4.22:443;
    proxy_ssl on;
    proxy_ssl_name tenant-a.apps.example.com;
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'raw',
      does: 'sni-router-reset',
      names: ['tenant-a.apps.example.com'],
      behind: '10.0.4.23:443',
    },
    {
      at: '10.0.4.23:443',
      kind: 'node',
      cert: 'tenant',
    },
  ],
  name: 'tenant-a.apps.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      [
        'stream.d/t.conf',
        'proxy_ssl on;',
        `proxy_ssl on;
    proxy_ssl_server_name on;`,
      ],
    ],
  },
});
