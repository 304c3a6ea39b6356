import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'trusted-certificate-missing',
  title: 'http{} names the CA for proxy, the location speaks uwsgi.',
  files: {
    'conf.d/api.conf': `proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;

server {
    listen 80;

    location / {
        include uwsgi_params;
        uwsgi_pass suwsgi://api.example.com:3032;
        uwsgi_ssl_verify on;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:3032',
      kind: 'node',
      app: 'uwsgi',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Name it for uwsgi.',
    edits: [['conf.d/api.conf', 'proxy_ssl_trusted', 'uwsgi_ssl_trusted']],
  },
});
