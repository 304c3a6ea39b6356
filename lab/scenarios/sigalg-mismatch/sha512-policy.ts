import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sigalg-mismatch',
  title: 'A policy allows SHA-512 signatures, the upstream has P-256.',
  requires: {
    nginx: ['1.19.4', null],
  },
  files: {
    'conf.d/api.conf': `proxy_ssl_conf_command SignatureAlgorithms ECDSA+SHA512:RSA+SHA512;
proxy_ssl_protocols TLSv1.3;
upstream pool {
    server 10.0.4.22:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://pool;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'haproxy',
      config: `frontend tls
  bind 10.0.4.22:443 ssl crt @pki/api.both.pem 
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Allow SHA-256.',
    edits: [['conf.d/api.conf', 'ECDSA+SHA512', 'ECDSA+SHA256:ECDSA+SHA512']],
  },
});
