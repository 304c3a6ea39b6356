import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'trusted-certificate-missing',
  title: 'The file holds no certificate.',
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
    'ca.pem': `text:# corporate CA goes here
`,
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Fill it.',
    ssl: {
      'ca.pem': 'root.pem',
    },
  },
});
