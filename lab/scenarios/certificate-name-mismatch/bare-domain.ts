import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'certificate-name-mismatch',
  title: 'A wildcard does not cover the bare domain.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name example.com;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'caddy',
      config: `https://:443 {
  bind 10.0.4.22
  tls @pki/wildcard.chain.pem @pki/wildcard.key
  respond "upstream ok"
}`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A name below it.',
    edits: [['conf.d/api.conf', 'proxy_ssl_name example.com', 'proxy_ssl_name api.example.com']],
  },
});
