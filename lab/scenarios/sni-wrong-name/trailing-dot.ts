import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'The name carries the dot of the zone file.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com.;
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
        'api.example.com': 'api',
      },
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Without the dot.',
    edits: [['conf.d/api.conf', 'api.example.com.;', 'api.example.com;']],
  },
});
