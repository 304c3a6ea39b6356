import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cipher-mismatch',
  title: 'The other way round: suites for ECDSA, certificate with RSA, in a pool.',
  files: {
    'conf.d/api.conf': `upstream pool {
    server 10.0.4.22:443;
    server 10.0.4.23:443;
}
proxy_ssl_protocols TLSv1.2;
proxy_ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384;

server {
    listen 80;

    location / {
        proxy_pass https://pool;
        proxy_ssl_session_reuse on;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'haproxy',
      config: `frontend tls
  bind 10.0.4.22:443 ssl crt @pki/api-rsa.both.pem 
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
    {
      at: '10.0.4.23:443',
      kind: 'haproxy',
      config: `frontend tls
  bind 10.0.4.23:443 ssl crt @pki/api-rsa.both.pem 
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
  ],
  repair: {
    does: 'Offer RSA.',
    edits: [
      ['conf.d/api.conf', 'proxy_ssl_ciphers ', 'proxy_ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256:'],
    ],
  },
});
