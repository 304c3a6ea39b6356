import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'curve-mismatch',
  title: 'The upstream has ssl_ecdh_curve secp384r1, nginx offers two others.',
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
        proxy_ssl_conf_command Curves X25519:prime256v1;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'nginx',
      config: `server {
  listen 10.0.4.22:443 ssl;
  ssl_certificate @pki/api-rsa.chain.pem; ssl_certificate_key @pki/api-rsa.key;
  ssl_ecdh_curve secp384r1;
  location / { return 200 "upstream ok"; }
}`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer it.',
    edits: [['conf.d/api.conf', 'prime256v1', 'prime256v1:secp384r1']],
  },
});
