import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'The tenant in the path becomes the name; a mistake in the map gives a wrong one.',
  files: {
    'conf.d/api.conf': `map $uri $sni {
    ~^/a/   tenant-a.app.example.com;
    default api.example.com;
}

server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name $sni;
    }
}
`,
  },
  upstreams: [
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
      path: '/a/1',
    },
  ],
  name: 'tenant-a.apps.example.com',
  repair: {
    does: 'The right suffix.',
    edits: [['conf.d/api.conf', 'tenant-a.app.example.com', 'tenant-a.apps.example.com']],
  },
});
