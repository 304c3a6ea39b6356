import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-required',
  title: 'Over TLS 1.3 the refusal arrives when nginx reads the answer.',
  files: {
    'conf.d/partner.conf': `server {
    listen 80;
    proxy_ssl_protocols TLSv1.2 TLSv1.3;
    location / {
        proxy_pass https://10.0.4.50:8443;
    }
}
`,
  },
  ssl: { 'edge.pem': 'client.pem', 'edge.key': 'client.key' },
  upstreams: [{ at: '10.0.4.50:8443', kind: 'node', cert: 'api', clientCa: ['client-root'] }],
  requests: [{ path: '/orders' }],
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
