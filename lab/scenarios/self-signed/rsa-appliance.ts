import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'self-signed',
  title: 'An appliance with the certificate from its factory.',
  files: {
    'conf.d/api.conf': `upstream appliance {
    server 10.0.4.22:8443;
}

server {
    listen 80;

    location / {
        proxy_pass https://appliance;
        proxy_ssl_name api.example.com;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
    'appliance.pem': 'api-rsa-self.pem',
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'openssl',
      args: ['-cert', '@pki/api-rsa-self.pem', '-key', '@pki/api-rsa-self.key', '-tls1_2'],
    },
  ],
  requests: [
    {
      path: '/ok',
    },
  ],
  name: 'api.example.com',
  ca: 'api-rsa-self.pem',
  repair: {
    does: 'Trust that certificate.',
    edits: [['conf.d/api.conf', 'ssl/ca.pem', 'ssl/appliance.pem']],
  },
});
