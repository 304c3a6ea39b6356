import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sigalg-mismatch',
  title: 'The upstream accepts RSA-PSS, nginx offers PKCS#1 only.',
  requires: {
    nginx: ['1.19.4', null],
  },
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_protocols TLSv1.2;
        proxy_ssl_conf_command SignatureAlgorithms RSA+SHA256;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: 'api-rsa',
      sigalgs: 'RSA-PSS+SHA256',
      maxVersion: 'TLSv1.2',
    },
  ],
  repair: {
    does: 'Offer PSS.',
    edits: [['conf.d/api.conf', 'RSA+SHA256', 'RSA-PSS+SHA256:RSA+SHA256']],
  },
});
