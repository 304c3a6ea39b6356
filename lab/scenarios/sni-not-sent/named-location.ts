import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A fallback location proxies to another site.',
  files: {
    'conf.d/site.conf': `server {
    listen 80;
    server_name www.example.com;
    root /var/empty;

    location / {
        try_files $uri @origin;
    }

    location @origin {
        proxy_pass https://api.example.com;
        proxy_set_header Host api.example.com;
        proxy_buffering off;
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
      kind: 'caddy',
      config: `https://api.example.com:443 {
  bind 10.0.4.22
  tls @pki/api.chain.pem @pki/api.key
  respond "upstream ok"
}`,
    },
  ],
  requests: [
    {
      path: '/about',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      [
        'conf.d/site.conf',
        'proxy_buffering off;',
        `proxy_buffering off;
        proxy_ssl_server_name on;`,
      ],
    ],
  },
});
