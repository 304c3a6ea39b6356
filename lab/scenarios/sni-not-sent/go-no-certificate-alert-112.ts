import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A Go gateway returns no certificate for the empty name.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    set $gateway 10.0.4.22:8443;

    location / {
        proxy_pass https://$gateway;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'go',
      mode: 'unknown-name-no-certificate',
      names: ['api.example.com'],
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_name',
        `proxy_ssl_server_name on;
        proxy_ssl_name`,
      ],
    ],
  },
});
