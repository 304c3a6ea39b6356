import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'self-signed',
  title: 'The team issues a proper certificate.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22/;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
    }
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
  bind 10.0.4.22:443 ssl crt @pki/api-self.both.pem 
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A certificate of the corporate CA.',
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
  },
});
