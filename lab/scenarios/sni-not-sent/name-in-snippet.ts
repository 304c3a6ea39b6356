import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A shared snippet sets the name but not the switch.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    server_name www.example.com;

    location /api/ {
        include snippets/upstream-tls.conf;
        proxy_pass https://10.0.4.22/;
    }
}
`,
    'snippets/upstream-tls.conf': `proxy_ssl_name api.example.com;
proxy_ssl_protocols TLSv1.2 TLSv1.3;
proxy_set_header Host api.example.com;
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
      path: '/api/orders',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      [
        'snippets/upstream-tls.conf',
        'proxy_ssl_name',
        `proxy_ssl_server_name on;
proxy_ssl_name`,
      ],
    ],
  },
});
