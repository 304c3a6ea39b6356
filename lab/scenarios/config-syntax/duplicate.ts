import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'config-syntax',
  title: 'The name is set twice.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_name a.example.com;
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
    does: 'Once.',
    edits: [
      [
        'conf.d/api.conf',
        `proxy_ssl_name a.example.com;
        `,
        '',
      ],
    ],
  },
});
