import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'http{} switches SNI on, the server switches it off again.',
  files: {
    'nginx.conf': `worker_processes auto;
events { worker_connections 512; }
http {
    proxy_ssl_server_name on;
    proxy_ssl_session_reuse off;

    server {
        listen 80;
        server_name www.example.com;
        proxy_ssl_server_name off;

        location / {
            proxy_pass https://api.example.com;
        }
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
      kind: 'raw',
      does: 'sni-router',
      names: ['api.example.com'],
      behind: '10.0.4.23:443',
    },
    {
      at: '10.0.4.23:443',
      kind: 'node',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Remove the second switch.',
    edits: [
      [
        'nginx.conf',
        `        proxy_ssl_server_name off;
`,
        '',
      ],
    ],
  },
});
