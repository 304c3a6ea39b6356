import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-rejected',
  title: 'Go refuses a certificate of another authority, over TLS 1.3.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:8443;
        proxy_ssl_protocols TLSv1.2 TLSv1.3;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_certificate /etc/nginx/ssl/edge.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client-other.pem',
    'edge.key': 'client-other.key',
    'good.pem': 'client.chain.pem',
    'good.key': 'client.key',
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'go',
      clientCa: 'client-root',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A good one.',
    edits: [
      ['conf.d/api.conf', 'edge.pem', 'good.pem'],
      ['conf.d/api.conf', 'edge.key', 'good.key'],
    ],
  },
});
