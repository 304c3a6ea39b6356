import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'protocol-version-mismatch',
  title: 'A device of 2009 speaks TLS 1.0.',
  files: {
    'conf.d/api.conf': `upstream device {
    server 10.0.4.22:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://device;
        proxy_ssl_protocols TLSv1.2;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'openssl',
      args: [
        '-cert',
        '@pki/api-rsa.pem',
        '-key',
        '@pki/api-rsa.key',
        '-tls1',
        '-cipher',
        'ALL:@SECLEVEL=0',
      ],
    },
  ],
  requests: [
    {
      path: '/ok',
    },
  ],
  repair: {
    does: 'New firmware.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'openssl',
        args: ['-cert', '@pki/api-rsa.pem', '-key', '@pki/api-rsa.key', '-tls1_2'],
      },
    ],
  },
});
