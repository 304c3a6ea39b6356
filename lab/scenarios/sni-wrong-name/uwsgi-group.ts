import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'uwsgi sends the name of the group.',
  files: {
    'conf.d/api.conf': `upstream workers {
    server 10.0.4.22:3032;
}

server {
    listen 80;

    location / {
        include uwsgi_params;
        uwsgi_pass suwsgi://workers;
        uwsgi_ssl_server_name on;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:3032',
      kind: 'node',
      cert: null,
      names: {
        'api.example.com': 'api',
      },
      app: 'uwsgi',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A name.',
    edits: [
      [
        'conf.d/api.conf',
        'uwsgi_ssl_server_name on;',
        `uwsgi_ssl_server_name on;
        uwsgi_ssl_name api.example.com;`,
      ],
    ],
  },
});
