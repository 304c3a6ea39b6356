import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'dh-key-too-small',
  title: 'The upstream prefers DHE with a group of 1024 bits.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:8443;
        proxy_ssl_protocols TLSv1.2;
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
        '-dhparam',
        '@pki/dh1024.pem',
        '-tls1_2',
        '-cipher',
        'DHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0',
        '-serverpref',
      ],
    },
  ],
  requests: [
    {
      path: '/ok',
    },
  ],
  repair: {
    does: 'Offer ECDHE only.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_protocols TLSv1.2;',
        `proxy_ssl_protocols TLSv1.2;
        proxy_ssl_ciphers ECDHE+AESGCM;`,
      ],
    ],
  },
});
