import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-required',
  title: 'The upstream demands a client certificate over TLS 1.2.',
  subset: true,
  files: {
    'conf.d/partner.conf': `server {
    listen 80;
    location /partner/ {
        proxy_pass https://10.0.4.50:8443/;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_protocols TLSv1.2;
    }
}
`,
  },
  ssl: { 'edge.pem': 'client.pem', 'edge.key': 'client.key' },
  upstreams: [
    {
      at: '10.0.4.50:8443',
      kind: 'node',
      cert: 'api',
      clientCa: ['client-root'],
      maxVersion: 'TLSv1.2',
    },
  ],
  requests: [{ path: '/partner/orders', method: 'POST' }],
  name: 'api.example.com',
  repair: {
    does: 'Send the client certificate.',
    edits: [
      [
        'conf.d/partner.conf',
        'proxy_ssl_protocols',
        `proxy_ssl_certificate /etc/nginx/ssl/edge.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;
        proxy_ssl_protocols`,
      ],
    ],
  },
});
