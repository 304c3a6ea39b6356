import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'plain-http-to-tls-port',
  title: 'http:// to Apache with SSLEngine on.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass http://api.example.com:443;
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
  ServerName api.example.com
  SSLEngine on
  SSLCertificateFile @pki/api.chain.pem
  SSLCertificateKeyFile @pki/api.key
</VirtualHost>`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'https://.',
    edits: [['conf.d/api.conf', 'http://', 'https://']],
  },
});
