import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'handshake-timeout',
  title: 'The port belongs to a service that waits for its own protocol.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.example.com:5432;
        proxy_connect_timeout 1s;
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
      at: '10.0.4.22:5432',
      kind: 'raw',
      does: 'hang',
    },
    {
      at: '10.0.4.22:443',
      kind: 'node',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'The right port.',
    edits: [['conf.d/api.conf', ':5432', ':443']],
  },
});
