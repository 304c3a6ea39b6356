import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'config-syntax',
  title: 'The directive stands in the upstream block.',
  files: {
    'conf.d/api.conf': `upstream api {
    server 10.0.4.22:443;
    proxy_ssl_server_name on;
}

server {
    listen 80;

    location / {
        proxy_pass https://api;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
    },
  ],
  repair: {
    does: 'In the location.',
    edits: [
      [
        'conf.d/api.conf',
        `    proxy_ssl_server_name on;
`,
        '',
      ],
      [
        'conf.d/api.conf',
        'proxy_pass https://api;',
        `proxy_pass https://api;
        proxy_ssl_server_name on;`,
      ],
    ],
  },
});
