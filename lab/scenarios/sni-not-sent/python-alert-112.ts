import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A Python service refuses connections without its name.',
  files: {
    'conf.d/api.conf': `upstream workers {
    least_conn;
    server 10.0.4.22:8443;
}

server {
    listen 80;

    location / {
        proxy_pass https://workers;
        proxy_ssl_protocols TLSv1.2;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'python',
      mode: 'unknown-name-alert-112',
      names: ['api.example.com'],
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Send the name.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_protocols',
        `proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_protocols`,
      ],
    ],
  },
});
