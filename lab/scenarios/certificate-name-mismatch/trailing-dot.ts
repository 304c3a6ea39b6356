import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'certificate-name-mismatch',
  title: 'A name with the dot at the end matches nothing.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_name api.example.com.;
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
      kind: 'nginx',
      config: `server {
  listen 10.0.4.22:443 ssl;
  ssl_certificate @pki/api.chain.pem; ssl_certificate_key @pki/api.key;
  
  location / { return 200 "upstream ok"; }
}`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Without the dot.',
    edits: [['conf.d/api.conf', 'api.example.com.;', 'api.example.com;']],
  },
});
