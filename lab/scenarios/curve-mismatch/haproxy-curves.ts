import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'curve-mismatch',
  title: 'HAProxy with curves P-384, nginx with X25519 and P-256.',
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
        proxy_ssl_conf_command Groups X25519:P-256;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'haproxy',
      config: `frontend tls
  bind 10.0.4.22:443 ssl crt @pki/api-rsa.both.pem curves P-384
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer it.',
    edits: [['conf.d/api.conf', 'X25519:P-256', 'X25519:P-256:P-384']],
  },
});
