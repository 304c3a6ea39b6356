import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'self-signed',
  title: 'The upstream presents a certificate it signed itself.',
  subset: true,
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.example.com;
        proxy_ssl_server_name on;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
    'api-self.pem': 'api-self.pem',
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: 'api-self',
    },
  ],
  name: 'api.example.com',
  ca: 'api-self.pem',
  repair: {
    does: 'Trust that certificate.',
    edits: [['conf.d/api.conf', 'ssl/ca.pem', 'ssl/api-self.pem']],
  },
});
