import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-rejected',
  title: 'The client certificate is sent without its intermediate.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:8443;
        proxy_ssl_protocols TLSv1.2;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_certificate /etc/nginx/ssl/edge.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client-via-int.pem',
    'edge.key': 'client-via-int.key',
    'good.pem': 'client-via-int.chain.pem',
    'good.key': 'client-via-int.key',
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'python',
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
