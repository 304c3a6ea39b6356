import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-required',
  title: 'The certificate is given with ssl_certificate, the side of the clients.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    ssl_certificate /etc/nginx/ssl/edge.pem;
    ssl_certificate_key /etc/nginx/ssl/edge.key;

    location / {
        proxy_pass https://10.0.4.22:8443;
        proxy_ssl_protocols TLSv1.2;
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
      at: '10.0.4.22:8443',
      kind: 'python',
      clientCa: 'client-root',
    },
  ],
  repair: {
    does: 'On the right side.',
    edits: [
      ['conf.d/api.conf', '    ssl_certificate /', '    proxy_ssl_certificate /'],
      ['conf.d/api.conf', '    ssl_certificate_key', '    proxy_ssl_certificate_key'],
    ],
  },
});
