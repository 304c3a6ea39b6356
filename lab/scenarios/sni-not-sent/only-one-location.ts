import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'SNI is on in one location and forgotten in the other.',
  files: {
    'conf.d/shop.conf': `server {
    listen 80;
    server_name shop.example.com;

    location /catalog/ {
        proxy_pass https://api.example.com;
        proxy_ssl_server_name on;
    }

    location /checkout/ {
        proxy_pass https://api.example.com;
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
      cert: null,
      names: {
        'api.example.com': 'api',
      },
    },
  ],
  requests: [
    {
      path: '/checkout/7',
      method: 'POST',
      host: 'shop.example.com',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Switch SNI on for both.',
    edits: [
      [
        'conf.d/shop.conf',
        'server_name shop.example.com;',
        `server_name shop.example.com;
    proxy_ssl_server_name on;`,
      ],
    ],
  },
});
