import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'proxy-protocol-expected',
  title: 'HAProxy with accept-proxy behind an HTTP location.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
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
  bind 10.0.4.22:443 ssl crt @pki/api.both.pem accept-proxy
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A bind without accept-proxy.',
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
