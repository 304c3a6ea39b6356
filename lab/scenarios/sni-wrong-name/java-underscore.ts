import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'Java refuses a server name with an underscore.',
  files: {
    'conf.d/api.conf': `upstream api_backend {
    server 10.0.4.22:8443;
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
    {
      at: '10.0.4.22:8443',
      kind: 'java',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A real host name.',
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
