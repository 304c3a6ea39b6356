import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'The upstream was renamed; the old name is still sent.',
  files: {
    'conf.d/api.conf': `upstream edge {
    server 10.0.4.22:443 weight=2;
    server 10.0.4.23:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://edge;
        proxy_ssl_server_name on;
        proxy_ssl_name old-api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'haproxy',
      config: `frontend tls
  bind 10.0.4.22:443 ssl crt @pki/api.both.pem strict-sni
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
    {
      at: '10.0.4.23:443',
      kind: 'haproxy',
      config: `frontend tls
  bind 10.0.4.23:443 ssl crt @pki/api.both.pem strict-sni
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'The new name.',
    edits: [['conf.d/api.conf', 'old-api.example.com', 'api.example.com']],
  },
});
