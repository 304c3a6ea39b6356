import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'config-syntax',
  title: 'A semicolon is missing.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22
        proxy_ssl_server_name on;
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
    does: 'Set it.',
    edits: [
      [
        'conf.d/api.conf',
        `10.0.4.22
`,
        `10.0.4.22;
`,
      ],
    ],
  },
});
