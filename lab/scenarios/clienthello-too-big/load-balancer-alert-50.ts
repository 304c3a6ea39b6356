import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'clienthello-too-big',
  title: 'A load balancer answers decode_error.',
  files: {
    'conf.d/api.conf': `upstream lb {
    server 10.0.4.22:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://lb;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'raw',
      does: 'big-hello-alert',
      alert: 50,
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
        'conf.d/api.conf',
        'proxy_ssl_server_name on;',
        `proxy_ssl_server_name on;
        proxy_ssl_conf_command Groups X25519:P-256:P-384;`,
      ],
    ],
  },
});
