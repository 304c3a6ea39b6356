import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A Go gateway has no configuration for the empty name.',
  files: {
    'conf.d/gw.conf': `upstream gateway {
    server 10.0.4.22:8443;
}
server {
    listen 80;
    proxy_ssl_name api.example.com;
    location / {
        proxy_pass https://gateway;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'go',
      cert: 'api',
      mode: 'config-error',
      names: ['api.example.com'],
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [['conf.d/gw.conf', 'proxy_ssl_name', 'proxy_ssl_server_name on;\n    proxy_ssl_name']],
  },
});
