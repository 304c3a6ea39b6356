import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'chain-incomplete',
  title: 'The upstream cannot be changed; the intermediate goes into the trust file.',
  files: {
    'conf.d/api.conf': `upstream backend {
    server 10.0.4.22:443;
    keepalive 4;
}

server {
    listen 80;

    location / {
        proxy_pass https://backend;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_verify on;
        proxy_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
    'with-int.pem': 'root.pem+int1.pem',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: 'api-int1',
      leafOnly: true,
    },
  ],
  name: 'api.example.com',
  ca: 'root.pem+int1.pem',
  repair: {
    does: 'Trust the intermediate and the root.',
    edits: [['conf.d/api.conf', 'ssl/ca.pem', 'ssl/with-int.pem']],
  },
});
