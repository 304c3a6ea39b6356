import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A router on SNI closes what carries no name.',
  subset: true,
  files: {
    'conf.d/app.conf': `server {
    listen 80;
    server_name app.example.com;

    location / {
        proxy_pass https://tenant-a.apps.example.com;
        proxy_set_header Host $proxy_host;
    }
}
`,
  },
  hosts: { 'tenant-a.apps.example.com': '10.0.4.30' },
  upstreams: [
    { at: '10.0.4.31:443', kind: 'node', cert: 'tenant' },
    {
      at: '10.0.4.30:443',
      kind: 'raw',
      does: 'sni-router',
      names: ['tenant-a.apps.example.com'],
      behind: '10.0.4.31:443',
    },
  ],
  requests: [{ host: 'app.example.com' }],
  name: 'tenant-a.apps.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      [
        'conf.d/app.conf',
        'proxy_set_header',
        'proxy_ssl_server_name on;\n        proxy_set_header',
      ],
    ],
  },
});
