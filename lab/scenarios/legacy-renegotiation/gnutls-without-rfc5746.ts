import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'legacy-renegotiation',
  title: 'A server without secure renegotiation.',
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
      kind: 'gnutls',
      args: [
        '--x509certfile',
        '@pki/api-rsa.chain.pem',
        '--x509keyfile',
        '@pki/api-rsa.key',
        '--priority',
        'NORMAL:-VERS-TLS1.3:%DISABLE_SAFE_RENEGOTIATION',
      ],
    },
  ],
  repair: {
    does: 'A patched server.',
    upstreams: [
      {
        at: '10.0.4.22:8443',
        kind: 'gnutls',
        args: [
          '--x509certfile',
          '@pki/api-rsa.chain.pem',
          '--x509keyfile',
          '@pki/api-rsa.key',
          '--priority',
          'NORMAL:-VERS-TLS1.3',
        ],
      },
    ],
  },
});
