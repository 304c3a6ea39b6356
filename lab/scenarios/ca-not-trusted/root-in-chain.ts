import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'ca-not-trusted',
  title: 'The upstream sends its own root along; nginx trusts another one.',
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
    'ca.pem': 'root.pem',
    'other.pem': 'other-root.pem',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'nginx',
      config: `server {
  listen 10.0.4.22:443 ssl;
  ssl_certificate @pki/other-full.pem; ssl_certificate_key @pki/api-other.key;
  location / { return 200 "upstream ok"; }
}`,
    },
  ],
  name: 'api.example.com',
  ca: 'other-root.pem',
  repair: {
    does: 'The root that it sends.',
    edits: [['conf.d/api.conf', 'ssl/ca.pem', 'ssl/other.pem']],
  },
});
