import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-required',
  title: 'Apache with SSLVerifyClient require.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.example.com;
        proxy_ssl_server_name on;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client.pem',
    'edge.key': 'client.key',
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'apache',
      config: `<VirtualHost *:443>
  ServerName api.example.com
  SSLEngine on
  SSLProtocol -all +TLSv1.2
  SSLCertificateFile @pki/api.chain.pem
  SSLCertificateKeyFile @pki/api.key
  SSLCACertificateFile @pki/client-root.pem
  SSLVerifyClient require
  SSLVerifyDepth 3
</VirtualHost>`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Send it.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_server_name on;',
        `proxy_ssl_server_name on;
        proxy_ssl_certificate /etc/nginx/ssl/edge.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;`,
      ],
    ],
  },
});
