import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'upstream-not-tls',
  title: 'A pool on port 8080 behind https://, POST.',
  files: {
    'conf.d/api.conf': `upstream apps {
    hash $uri;
    server 10.0.4.60:8080;
    server 10.0.4.61:8080;
}

server {
    listen 80;

    location / {
        proxy_pass https://apps/api/;
        proxy_ssl_verify off;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.60:8080',
      kind: 'node',
      plain: true,
    },
    {
      at: '10.0.4.61:8080',
      kind: 'node',
      plain: true,
    },
  ],
  requests: [
    {
      method: 'POST',
      path: '/v1/jobs',
    },
  ],
  repair: {
    does: 'Speak plain HTTP.',
    edits: [['conf.d/api.conf', 'https://apps', 'http://apps']],
  },
});
