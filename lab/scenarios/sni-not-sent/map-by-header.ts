import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A map chooses the group by tenant; none of the branches sends SNI.',
  files: {
    'conf.d/api.conf': `map $http_x_tenant $tenant_backend {
    default  shared;
    a        tenant_a;
}
upstream shared {
    server 10.0.4.29:443;
}
upstream tenant_a {
    server 10.0.4.22:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://$tenant_backend;
        proxy_connect_timeout 5s;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.29:443',
      kind: 'node',
    },
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: null,
      names: {
        'tenant-a.apps.example.com': 'tenant',
      },
    },
  ],
  requests: [
    {
      headers: {
        'X-Tenant': 'a',
      },
    },
  ],
  name: 'tenant-a.apps.example.com',
  repair: {
    does: 'Send the name.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_connect_timeout',
        `proxy_ssl_server_name on;
        proxy_ssl_name tenant-a.apps.example.com;
        proxy_connect_timeout`,
      ],
    ],
  },
});
