import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'error_page turns the 502 into a friendly page.',
  files: {
    'conf.d/app.conf': `server {
    listen 80;
    server_name app.example.com;
    error_page 502 503 504 =200 /sorry;

    location / {
        proxy_pass https://api.example.com;
    }

    location = /sorry {
        return 200 "back soon";
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
      kind: 'nginx',
      config: `server { listen 10.0.4.22:443 ssl default_server; ssl_reject_handshake on; }
server {
  listen 10.0.4.22:443 ssl; server_name api.example.com;
  ssl_certificate @pki/api.chain.pem; ssl_certificate_key @pki/api.key;
  location / { return 200 "upstream ok"; }
}`,
    },
  ],
  requests: [
    {
      host: 'app.example.com',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      [
        'conf.d/app.conf',
        'https://api.example.com;',
        `https://api.example.com;
        proxy_ssl_server_name on;`,
      ],
    ],
  },
});
