import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'A Go gateway does not know the name of the group.',
  files: {
    'conf.d/api.conf': `upstream backend-v2 {
    zone backend 64k;
    server 10.0.4.22:443;
    server 10.0.4.23:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://backend-v2;
        proxy_ssl_server_name on;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'go',
      mode: 'unknown-name-no-certificate',
      names: ['api.example.com'],
    },
    {
      at: '10.0.4.23:443',
      kind: 'go',
      mode: 'unknown-name-no-certificate',
      names: ['api.example.com'],
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Name what the upstream serves.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_server_name on;',
        `proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;`,
      ],
    ],
  },
});
