import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'clienthello-too-big',
  title: 'The second packet never arrives.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_connect_timeout 1s;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'raw',
      does: 'big-hello-hang',
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
