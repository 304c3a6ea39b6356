import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'plain-http-to-tls-port',
  title: 'http:// to a Node server.',
  files: {
    'conf.d/api.conf': `upstream api {
    server 10.0.4.22:8443;
}

server {
    listen 80;

    location / {
        proxy_pass http://api;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'node',
    },
  ],
  repair: {
    does: 'https://.',
    edits: [['conf.d/api.conf', 'http://', 'https://']],
  },
});
