import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-required',
  title: 'uwsgi with mutual TLS.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        include uwsgi_params;
        uwsgi_pass suwsgi://10.0.4.22:3032;
        uwsgi_ssl_protocols TLSv1.2;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client.pem',
    'edge.key': 'client.key',
  },
  upstreams: [
    {
      at: '10.0.4.22:3032',
      kind: 'node',
      app: 'uwsgi',
      clientCa: ['client-root'],
    },
  ],
  repair: {
    does: 'Send it.',
    edits: [
      [
        'conf.d/api.conf',
        'uwsgi_ssl_protocols',
        `uwsgi_ssl_certificate /etc/nginx/ssl/edge.pem;
        uwsgi_ssl_certificate_key /etc/nginx/ssl/edge.key;
        uwsgi_ssl_protocols`,
      ],
    ],
  },
});
