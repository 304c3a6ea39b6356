import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'A TCP router closes on the public name.',
  files: {
    'conf.d/api.conf': `upstream tenant {
    server 10.0.4.22:443;
}

server {
    listen 80;
    server_name shop.example.org;

    location / {
        proxy_pass https://tenant;
        proxy_ssl_server_name on;
        proxy_ssl_name $http_host;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'raw',
      does: 'sni-router',
      names: ['tenant-a.apps.example.com'],
      behind: '10.0.4.23:443',
    },
    {
      at: '10.0.4.23:443',
      kind: 'node',
      cert: 'tenant',
    },
  ],
  requests: [
    {
      host: 'shop.example.org',
    },
  ],
  name: 'tenant-a.apps.example.com',
  repair: {
    does: 'Name the tenant.',
    edits: [['conf.d/api.conf', '$http_host', 'tenant-a.apps.example.com']],
  },
});
