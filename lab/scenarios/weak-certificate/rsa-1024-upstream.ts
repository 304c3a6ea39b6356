import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'weak-certificate',
  title: 'The upstream has a key of 1024 bits.',
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
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'openssl',
      args: [
        '-cert',
        '@pki/api-rsa1024.pem',
        '-key',
        '@pki/api-rsa1024.key',
        '-cipher',
        'DEFAULT:@SECLEVEL=0',
      ],
    },
  ],
  requests: [
    {
      path: '/ok',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A stronger key.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'openssl',
        args: ['-cert', '@pki/api-rsa.pem', '-key', '@pki/api-rsa.key'],
      },
    ],
  },
});
