import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'An nginx upstream with ssl_reject_handshake for unknown names.',
  subset: true,
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    location / {
        proxy_pass https://api.example.com;
    }
}
`,
  },
  hosts: { 'api.example.com': '10.0.4.22' },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'nginx',
      config: `
server { listen 10.0.4.22:443 ssl default_server; ssl_reject_handshake on; }
server {
  listen 10.0.4.22:443 ssl; server_name api.example.com;
  ssl_certificate @pki/api.chain.pem; ssl_certificate_key @pki/api.key;
  location / { return 200 "upstream ok"; }
}`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      [
        'conf.d/api.conf',
        'api.example.com;',
        'api.example.com;\n        proxy_ssl_server_name on;',
      ],
    ],
  },
});
