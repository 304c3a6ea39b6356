import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'plain-http-to-tls-port',
  title: 'http:// to HAProxy.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass http://10.0.4.22:443;
        proxy_http_version 1.1;
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
  repair: {
    does: 'https://.',
    edits: [['conf.d/api.conf', 'http://', 'https://']],
  },
});
