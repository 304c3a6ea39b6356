import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'ca-not-trusted',
  title: 'The upstream moved to another authority.',
  files: {
    'conf.d/api.conf': `upstream api {
    server 10.0.4.22:443;
    server 10.0.4.23:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://api;
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
    'both.pem': 'root.pem+other-root.pem',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'haproxy',
      config: `frontend tls
  bind 10.0.4.22:443 ssl crt @pki/api-other-int.both.pem 
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
    {
      at: '10.0.4.23:443',
      kind: 'haproxy',
      config: `frontend tls
  bind 10.0.4.23:443 ssl crt @pki/api-other-int.both.pem 
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
  ],
  name: 'api.example.com',
  ca: 'other-root.pem',
  repair: {
    does: 'Trust both.',
    edits: [['conf.d/api.conf', 'ssl/ca.pem', 'ssl/both.pem']],
  },
});
