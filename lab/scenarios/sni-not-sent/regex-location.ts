import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A regular-expression location passes captures on to an address.',
  files: {
    'conf.d/media.conf': `server {
    listen 80;
    server_name media.example.com;

    location ~ ^/img/(?<size>\\d+)/(?<file>.+)$ {
        proxy_pass https://10.0.4.22/$size/$file;
        proxy_cache off;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'haproxy',
      config: `frontend tls
  bind 10.0.4.22:443 ssl crt @pki/api.both.pem strict-sni
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
  ],
  requests: [
    {
      path: '/img/300/a.png',
      host: 'media.example.com',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Send the name.',
    edits: [
      [
        'conf.d/media.conf',
        'proxy_cache off;',
        `proxy_cache off;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;`,
      ],
    ],
  },
});
