import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'upstream-not-tls',
  title: 'The scheme of the client is used for the upstream.',
  files: {
    'conf.d/api.conf': `map $http_x_forwarded_proto $up_scheme {
    default http;
    https   https;
}

server {
    listen 80;

    location / {
        proxy_pass $up_scheme://10.0.4.22:8080;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:8080',
      kind: 'node',
      plain: true,
    },
  ],
  requests: [
    {
      headers: {
        'X-Forwarded-Proto': 'https',
      },
    },
  ],
  repair: {
    does: 'http://, always.',
    edits: [['conf.d/api.conf', '$up_scheme://', 'http://']],
  },
});
