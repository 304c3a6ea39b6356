import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'directive-unsupported-by-version',
  title: 'HTTP/2 to upstreams is of 1.29.4.',
  requires: {
    nginx: [null, '1.29.4'],
  },
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.example.com;
        proxy_http_version 2;
        proxy_ssl_server_name on;
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
      kind: 'node',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: '1.1.',
    edits: [['conf.d/api.conf', 'proxy_http_version 2;', 'proxy_http_version 1.1;']],
  },
});
