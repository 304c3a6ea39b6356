import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'uwsgi over TLS to a front that needs the name.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        include uwsgi_params;
        uwsgi_pass suwsgi://10.0.4.22:3032;
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
    does: 'Send the name.',
    edits: [
      [
        'conf.d/api.conf',
        'include uwsgi_params;',
        `include uwsgi_params;
        uwsgi_ssl_server_name on;
        uwsgi_ssl_name api.example.com;`,
      ],
    ],
  },
});
