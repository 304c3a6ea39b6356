import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cert-not-yet-valid',
  title: 'uwsgi, not valid yet.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        include uwsgi_params;
        uwsgi_pass suwsgi://api.example.com:3032;
        uwsgi_ssl_verify on;
        uwsgi_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
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
      cert: 'api-future',
      app: 'uwsgi',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A certificate that is valid now.',
    upstreams: [
      {
        at: '10.0.4.22:3032',
        kind: 'node',
        app: 'uwsgi',
      },
    ],
  },
});
