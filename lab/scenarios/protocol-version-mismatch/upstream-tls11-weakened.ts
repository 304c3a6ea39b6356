import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'protocol-version-mismatch',
  title: 'TLS 1.1 is reached only by lowering the security level.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:8443;
        proxy_ssl_protocols TLSv1.2 TLSv1.3;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'openssl',
      args: [
        '-cert',
        '@pki/api-rsa.pem',
        '-key',
        '@pki/api-rsa.key',
        '-tls1_1',
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
    does: 'The old version at level 0.',
    edits: [
      [
        'conf.d/api.conf',
        'TLSv1.2 TLSv1.3;',
        `TLSv1.1 TLSv1.2;
        proxy_ssl_ciphers ALL:@SECLEVEL=0;`,
      ],
    ],
  },
});
