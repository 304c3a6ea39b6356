import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'not-tls',
  title: 'The handshake is done; the application does not answer in time.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_read_timeout 1s;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      app: 'never-answers',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'An application that answers.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
      },
    ],
  },
});
