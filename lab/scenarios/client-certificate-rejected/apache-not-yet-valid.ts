import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-rejected',
  title: 'The client certificate starts next month.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:443;
        proxy_ssl_protocols TLSv1.2;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_certificate /etc/nginx/ssl/edge.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client-future.pem',
    'edge.key': 'client-future.key',
    'good.pem': 'client.chain.pem',
    'good.key': 'client.key',
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
    does: 'A good one.',
    edits: [
      ['conf.d/api.conf', 'edge.pem', 'good.pem'],
      ['conf.d/api.conf', 'edge.key', 'good.key'],
    ],
  },
});
