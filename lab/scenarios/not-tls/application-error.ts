import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'not-tls',
  title: 'The application answers 500.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.example.com;
        proxy_ssl_server_name on;
    }
}
`,
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      app: 'http-500',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'An application that works.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
      },
    ],
  },
});
