import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'protocol-version-mismatch',
  title: 'Caddy with protocols tls1.3.',
  files: {
    'conf.d/api.conf': `proxy_ssl_protocols TLSv1.1 TLSv1.2;

server {
    listen 80;

    location / {
        proxy_pass https://api.example.com;
        proxy_ssl_server_name on;
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
  tls @pki/api.chain.pem @pki/api.key {
    protocols tls1.3
  }
  respond "upstream ok"
}`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer 1.3.',
    edits: [['conf.d/api.conf', 'TLSv1.1 TLSv1.2', 'TLSv1.2 TLSv1.3']],
  },
});
