import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'Apache answers 421: the SNI is the name of the group, the Host header is right.',
  files: {
    'conf.d/api.conf': `upstream legacy {
    server 10.0.4.22:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://legacy;
        proxy_ssl_server_name on;
        proxy_set_header Host api.example.com;
    }
}
`,
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
  SSLProtocol -all +TLSv1.2
  SSLCertificateFile @pki/api.chain.pem
  SSLCertificateKeyFile @pki/api.key
</VirtualHost>`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Name what the upstream serves.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_server_name on;',
        `proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;`,
      ],
    ],
  },
});
