import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'Apache with SSLStrictSNIVHostCheck: the handshake succeeds and the answer is 403.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.example.com;
    }
}
`,
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'apache',
      config: `<VirtualHost *:443>
  ServerName default.example.com
  SSLEngine on
  SSLStrictSNIVHostCheck on
  SSLCertificateFile @pki/fallback.pem
  SSLCertificateKeyFile @pki/fallback.key
</VirtualHost>
<VirtualHost *:443>
  ServerName api.example.com
  SSLEngine on
  SSLCertificateFile @pki/api.chain.pem
  SSLCertificateKeyFile @pki/api.key
</VirtualHost>`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      [
        'conf.d/api.conf',
        'api.example.com;',
        `api.example.com;
        proxy_ssl_server_name on;`,
      ],
    ],
  },
});
