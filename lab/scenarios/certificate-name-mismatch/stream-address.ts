import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'certificate-name-mismatch',
  title: 'stream with verification towards an address.',
  files: {
    'stream.d/db.conf': `server {
    listen 80;
    proxy_pass 10.0.4.22:443;
    proxy_ssl on;
    proxy_ssl_verify on;
    proxy_ssl_trusted_certificate ssl/ca.pem;
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
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
    does: 'A name.',
    edits: [
      [
        'stream.d/db.conf',
        'proxy_ssl_verify on;',
        `proxy_ssl_name api.example.com;
    proxy_ssl_verify on;`,
      ],
    ],
  },
});
