import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A front without a default site answers 421 to a nameless connection.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.example.com/;
        proxy_set_header Host api.example.com;
    }
}
`,
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: 'fallback',
      names: {
        'api.example.com': 'api',
      },
      unknownName: 'http-421',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_set_header',
        `proxy_ssl_server_name on;
        proxy_set_header`,
      ],
    ],
  },
});
