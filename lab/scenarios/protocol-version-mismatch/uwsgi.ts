import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'protocol-version-mismatch',
  title: 'uwsgi with TLS 1.3 only towards 1.2.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        include uwsgi_params;
        uwsgi_pass suwsgi://10.0.4.22:3032;
        uwsgi_ssl_protocols TLSv1.3;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:3032',
      kind: 'node',
      app: 'uwsgi',
      maxVersion: 'TLSv1.2',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer 1.2.',
    edits: [['conf.d/api.conf', 'TLSv1.3', 'TLSv1.2 TLSv1.3']],
  },
});
