import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A CDN answers 403 when it does not know the site.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_set_header Host api.example.com;
        proxy_cache_bypass 1;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: 'fallback',
      names: {
        'api.example.com': 'api',
      },
      unknownName: 'http-403',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Send the name.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_cache_bypass',
        `proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_cache_bypass`,
      ],
    ],
  },
});
