import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'control',
  title: 'One peer of two is broken; every request still succeeds on the other.',
  files: {
    'conf.d/api.conf': `upstream pool {
    server 10.0.4.22:443;
    server 10.0.4.23:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://pool;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'raw',
      does: 'close-after-hello',
    },
    {
      at: '10.0.4.23:443',
      kind: 'node',
    },
  ],
  requests: [
    {
      times: 3,
    },
  ],
  name: 'api.example.com',
});
