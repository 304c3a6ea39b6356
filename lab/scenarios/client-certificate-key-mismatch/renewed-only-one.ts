import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-key-mismatch',
  title: 'The certificate was renewed with a new key, the old key file stayed.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_certificate /etc/nginx/ssl/edge.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client.pem',
    'edge.key': 'client-revoked.key',
    'right.key': 'client.key',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      clientCa: ['client-root'],
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'The key that belongs to it.',
    edits: [['conf.d/api.conf', 'edge.key', 'right.key']],
  },
});
