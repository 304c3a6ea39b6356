import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'ca-not-trusted',
  title: 'The CA of the clients was named as the CA of the upstream.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.example.com;
        proxy_ssl_server_name on;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/clients-ca.pem;
    }
}
`,
  },
  ssl: {
    'clients-ca.pem': 'client-root.pem',
    'ca.pem': 'root.pem',
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
  tls @pki/api-int1.chain.pem @pki/api-int1.key
  respond "upstream ok"
}`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'The right root.',
    edits: [['conf.d/api.conf', 'clients-ca.pem', 'ca.pem']],
  },
});
