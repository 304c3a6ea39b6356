import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'directive-unsupported-by-version',
  title: 'proxy_ssl_conf_command is of 1.19.4.',
  requires: {
    nginx: [null, '1.19.4'],
  },
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_conf_command Options PrioritizeChaCha;
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
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Without it.',
    edits: [
      [
        'conf.d/api.conf',
        `proxy_ssl_conf_command Options PrioritizeChaCha;
        `,
        '',
      ],
    ],
  },
});
