import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'HAProxy with strict-sni behind a keep-alive pool.',
  files: {
    'conf.d/api.conf': `upstream edge {
    server 10.0.4.22:443 max_fails=3;
    keepalive 16;
}

server {
    listen 80;

    location / {
        proxy_pass https://edge;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host api.example.com;
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
  name: 'api.example.com',
  repair: {
    does: 'Send the name.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_http_version',
        `proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_http_version`,
      ],
    ],
  },
});
