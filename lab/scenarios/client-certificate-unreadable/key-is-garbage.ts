import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-unreadable',
  title: 'The key file holds something else.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.example.com;
        proxy_ssl_server_name on;
        proxy_ssl_certificate /etc/nginx/ssl/edge.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client.pem',
    'edge.key': `text:see the vault
`,
    'right.key': 'client.key',
  },
  hosts: {
    'api.example.com': '10.0.4.22',
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
    does: 'The right file.',
    edits: [['conf.d/api.conf', 'edge.key', 'right.key']],
  },
});
