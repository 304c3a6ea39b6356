import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'plain-http-to-tls-port',
  title: 'uwsgi without suwsgi://.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        include uwsgi_params;
        uwsgi_pass 10.0.4.22:3032;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:3032',
      kind: 'node',
      app: 'uwsgi',
    },
  ],
  repair: {
    does: 'suwsgi://.',
    edits: [['conf.d/api.conf', 'uwsgi_pass 10', 'uwsgi_pass suwsgi://10']],
  },
});
