import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A Traefik-like strict SNI check in Go.',
  files: {
    'conf.d/api.conf': `upstream traefik {
    server 10.0.4.22:443;
    server 10.0.4.23:443 backup;
}

server {
    listen 80;

    location / {
        proxy_pass https://traefik/app/;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'go',
      mode: 'unknown-name-error',
      names: ['api.example.com'],
    },
    {
      at: '10.0.4.23:443',
      kind: 'go',
      mode: 'unknown-name-error',
      names: ['api.example.com'],
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Send the name.',
    edits: [
      [
        'conf.d/api.conf',
        'traefik/app/;',
        `traefik/app/;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;`,
      ],
    ],
  },
});
