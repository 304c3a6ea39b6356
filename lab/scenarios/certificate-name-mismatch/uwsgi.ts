import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'certificate-name-mismatch',
  title: 'uwsgi with verification towards a group.',
  files: {
    'conf.d/api.conf': `upstream app_servers {
    server 10.0.4.22:3032;
}

server {
    listen 80;

    location / {
        include uwsgi_params;
        uwsgi_pass suwsgi://app_servers;
        uwsgi_ssl_verify on;
        uwsgi_ssl_trusted_certificate ssl/ca.pem;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
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
    does: 'A name.',
    edits: [
      [
        'conf.d/api.conf',
        'uwsgi_ssl_verify on',
        `uwsgi_ssl_name api.example.com;
        uwsgi_ssl_verify on`,
      ],
    ],
  },
});
