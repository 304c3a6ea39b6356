import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sigalg-mismatch',
  title: 'The upstream signs with Ed25519, nginx is limited to ECDSA and RSA.',
  requires: {
    nginx: ['1.19.4', null],
  },
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_conf_command SignatureAlgorithms ECDSA+SHA256:RSA-PSS+SHA256:RSA+SHA256;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'openssl',
      args: ['-cert', '@pki/api-ed25519.pem', '-key', '@pki/api-ed25519.key'],
    },
  ],
  requests: [
    {
      path: '/ok',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer it.',
    edits: [['conf.d/api.conf', 'ECDSA+SHA256', 'ed25519:ECDSA+SHA256']],
  },
});
