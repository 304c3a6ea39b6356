import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'not-tls',
  title: 'TLS is right; the Host header names the group, and the upstream knows no such site.',
  files: {
    'conf.d/api.conf': `upstream api_backend {
    server 10.0.4.22:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://api_backend;
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
      hosts: ['api.example.com'],
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Set the Host header.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_server_name on;',
        `proxy_set_header Host api.example.com;
        proxy_ssl_server_name on;`,
      ],
    ],
  },
});
