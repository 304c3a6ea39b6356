import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'SNI is on, but the name of the group goes out.',
  subset: true,
  files: {
    'conf.d/api.conf': `upstream api_backend {
    server 10.0.4.22:443;
}

server {
    listen 80;
    location / {
        proxy_pass https://api_backend;
        proxy_ssl_server_name on;
    }
}
`,
  },
  upstreams: [
    { at: '10.0.4.22:443', kind: 'node', cert: null, names: { 'api.example.com': 'api' } },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Name what the upstream serves.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_server_name on;',
        'proxy_ssl_server_name on;\n        proxy_ssl_name api.example.com;',
      ],
    ],
  },
});
