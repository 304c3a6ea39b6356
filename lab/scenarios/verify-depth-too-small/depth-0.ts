import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'verify-depth-too-small',
  title: 'Depth 0 was meant to be strict.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_verify_depth 0;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
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
    does: 'Allow the intermediate.',
    edits: [['conf.d/api.conf', 'verify_depth 0', 'verify_depth 1']],
  },
});
