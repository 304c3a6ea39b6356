import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'legacy-renegotiation',
  title: 'The same behind a group, repaired on the side of nginx.',
  requires: {
    nginx: ['1.19.4', null],
  },
  files: {
    'conf.d/api.conf': `upstream old {
    server 10.0.4.22:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://old;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
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
  name: 'api.example.com',
  repair: {
    does: 'Allow it for this one.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_server_name on;',
        `proxy_ssl_server_name on;
        proxy_ssl_conf_command Options UnsafeLegacyServerConnect;`,
      ],
    ],
  },
});
