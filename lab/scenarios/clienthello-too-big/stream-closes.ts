import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'clienthello-too-big',
  title: 'stream through a middle box.',
  files: {
    'stream.d/t.conf': `server {
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
      does: 'big-hello-close',
      behind: '10.0.4.23:443',
    },
    {
      at: '10.0.4.23:443',
      kind: 'node',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Without the hybrid group.',
    edits: [
      [
        'stream.d/t.conf',
        'proxy_ssl on;',
        `proxy_ssl on;
    proxy_ssl_conf_command Groups X25519:P-256;`,
      ],
    ],
  },
});
