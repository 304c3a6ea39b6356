import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'A letter is missing in the name.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    server_name www.example.com;

    location / {
        proxy_pass https://10.0.4.22:443/v1/;
        proxy_ssl_server_name on;
        proxy_ssl_name api.exmple.com;
        proxy_set_header Host api.example.com;
    }
}
`,
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
  name: 'api.example.com',
  repair: {
    does: 'The right name.',
    edits: [['conf.d/api.conf', 'api.exmple.com', 'api.example.com']],
  },
});
