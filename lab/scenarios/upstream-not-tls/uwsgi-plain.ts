import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'upstream-not-tls',
  title: 'suwsgi:// to a plain uwsgi server.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        include uwsgi_params;
        uwsgi_pass suwsgi://10.0.4.22:3031;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:3031',
      kind: 'raw',
      does: 'plain-http',
    },
    {
      at: '10.0.4.22:3032',
      kind: 'node',
      app: 'uwsgi',
    },
  ],
  repair: {
    does: 'The port with TLS.',
    edits: [['conf.d/api.conf', '10.0.4.22:3031', '10.0.4.22:3032']],
  },
});
