import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'ca-not-trusted',
  title: 'The certificate of the upstream itself was put into the trust file.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'api-int1.pem',
    'root.pem': 'root.pem',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: 'api-int1',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'The root.',
    edits: [['conf.d/api.conf', 'ssl/ca.pem', 'ssl/root.pem']],
  },
});
