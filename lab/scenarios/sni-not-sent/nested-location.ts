import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A nested location has its own pass; the outer one has the settings for another module.',
  files: {
    'conf.d/a.conf': `server {
    listen 80;
    location /app/ {
        uwsgi_ssl_server_name on;
        uwsgi_ssl_name api.example.com;
        location /app/v2/ {
            proxy_pass https://10.0.4.22;
        }
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'python',
      mode: 'unknown-name-alert-112',
      names: ['api.example.com'],
    },
  ],
  requests: [
    {
      path: '/app/v2/x',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Send the name.',
    edits: [
      [
        'conf.d/a.conf',
        'proxy_pass https://10.0.4.22;',
        `proxy_pass https://10.0.4.22;
            proxy_ssl_server_name on;
            proxy_ssl_name api.example.com;`,
      ],
    ],
  },
});
