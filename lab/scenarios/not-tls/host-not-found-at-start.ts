import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'not-tls',
  title: 'The name cannot be resolved when nginx starts.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.nowhere.example;
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
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A name that exists.',
    edits: [['conf.d/api.conf', 'api.nowhere.example', 'api.example.com']],
  },
});
