import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'upstream-not-tls',
  title: 'The bind line of HAProxy has no ssl.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:8080;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:8080',
      kind: 'haproxy',
      config: `frontend web
  bind 10.0.4.22:8080
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Speak plain HTTP.',
    edits: [['conf.d/api.conf', 'https://', 'http://']],
  },
});
