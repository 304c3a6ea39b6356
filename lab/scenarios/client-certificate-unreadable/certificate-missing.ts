import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-unreadable',
  title: 'The file does not exist.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_certificate /etc/nginx/ssl/client.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client.pem',
    'edge.key': 'client.key',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      clientCa: ['client-root'],
    },
  ],
  repair: {
    does: 'Copy it.',
    ssl: {
      'client.pem': 'client.pem',
    },
  },
});
