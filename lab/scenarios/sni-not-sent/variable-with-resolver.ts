import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'The host is in a variable and resolved at run time.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        resolver 10.0.0.2 valid=30s;
        set $backend api.example.com;
        proxy_pass https://$backend$request_uri;
        proxy_set_header Host $backend;
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
      path: '/v1/users?id=7',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_pass',
        `proxy_ssl_server_name on;
        proxy_pass`,
      ],
    ],
  },
});
