import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cert-expired',
  title: 'One peer of the pool missed the renewal; the other is down for maintenance.',
  files: {
    'conf.d/api.conf': `upstream pool {
    server 10.0.4.22:443;
    server 10.0.4.23:443 down;
}

server {
    listen 80;

    location / {
        proxy_pass https://pool;
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
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'nginx',
      config: `server {
  listen 10.0.4.22:443 ssl;
  ssl_certificate @pki/api-rsa-expired.chain.pem; ssl_certificate_key @pki/api-rsa-expired.key;
  
  location / { return 200 "upstream ok"; }
}`,
    },
  ],
  requests: [
    {
      method: 'POST',
      path: '/v1/orders',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Renewed here, too.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'nginx',
        config: `server {
  listen 10.0.4.22:443 ssl;
  ssl_certificate @pki/api-rsa.chain.pem; ssl_certificate_key @pki/api-rsa.key;
  
  location / { return 200 "upstream ok"; }
}`,
      },
    ],
  },
});
