import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cipher-mismatch',
  title: 'The upstream accepts ChaCha20 only.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_protocols TLSv1.2;
        proxy_ssl_ciphers HIGH:!CHACHA20:!aNULL;
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
  ssl_certificate @pki/api.chain.pem; ssl_certificate_key @pki/api.key;
  ssl_protocols TLSv1.2; ssl_ciphers ECDHE-ECDSA-CHACHA20-POLY1305;
  location / { return 200 "upstream ok"; }
}`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer it.',
    edits: [['conf.d/api.conf', 'HIGH:!CHACHA20:!aNULL', 'HIGH:!aNULL']],
  },
});
