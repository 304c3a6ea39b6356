import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'weak-certificate',
  title: 'nginx is given a client key of 1024 bits.',
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
    'edge.pem': 'client-rsa1024.pem',
    'edge.key': 'client-rsa1024.key',
    'new.pem': 'client-rsa.pem',
    'new.key': 'client-rsa.key',
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
    does: 'A stronger pair.',
    edits: [
      ['conf.d/api.conf', 'edge.pem', 'new.pem'],
      ['conf.d/api.conf', 'edge.key', 'new.key'],
    ],
  },
});
