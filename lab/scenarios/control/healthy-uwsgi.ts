import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'control',
  title: 'uwsgi over TLS, nothing is wrong.',
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
      app: 'uwsgi',
    },
  ],
});
