import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'weak-certificate',
  title: 'An intermediate is signed with SHA-1.',
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
    'ca.pem': 'rsa-root.pem',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'openssl',
      args: [
        '-cert',
        '@pki/api-sha1.pem',
        '-key',
        '@pki/api-sha1.key',
        '-cert_chain',
        '@pki/sha1-int.pem',
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
  ca: 'rsa-root.pem',
  repair: {
    does: 'A chain signed with SHA-256.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'openssl',
        args: ['-cert', '@pki/api-rsa-root.pem', '-key', '@pki/api-rsa-root.key'],
      },
    ],
  },
});
