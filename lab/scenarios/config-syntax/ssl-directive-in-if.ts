import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'config-syntax',
  title: 'The directive stands in an if.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        if ($request_method = GET) {
            proxy_ssl_server_name on;
        }
        proxy_pass https://10.0.4.22;
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
        `        if ($request_method = GET) {
            proxy_ssl_server_name on;
        }
`,
        `        proxy_ssl_server_name on;
`,
      ],
    ],
  },
});
