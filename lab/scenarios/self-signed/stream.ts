import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'self-signed',
  title: 'stream to a self-signed service.',
  files: {
    'stream.d/t.conf': `server {
    listen 80;
    proxy_pass 10.0.4.22:443;
    proxy_ssl on;
    proxy_ssl_name api.example.com;
    proxy_ssl_verify on;
    proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
    'self.pem': 'api-self.pem',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'python',
      cert: 'api-self',
    },
  ],
  name: 'api.example.com',
  ca: 'api-self.pem',
  repair: {
    does: 'Trust it.',
    edits: [['stream.d/t.conf', 'ssl/ca.pem', 'ssl/self.pem']],
  },
});
