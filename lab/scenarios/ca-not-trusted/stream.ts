import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'ca-not-trusted',
  title: 'stream with the wrong file.',
  files: {
    'stream.d/tls.conf': `server {
    listen 80;
    proxy_pass api.example.com:443;
    proxy_ssl on;
    proxy_ssl_server_name on;
    proxy_ssl_name api.example.com;
    proxy_ssl_verify on;
    proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
}
`,
  },
  ssl: {
    'ca.pem': 'client-root.pem',
    'corp.pem': 'root.pem',
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'openssl',
      args: ['-cert', '@pki/api.pem', '-key', '@pki/api.key'],
    },
  ],
  requests: [
    {
      path: '/ok',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'The right root.',
    edits: [['stream.d/tls.conf', 'ssl/ca.pem', 'ssl/corp.pem']],
  },
});
