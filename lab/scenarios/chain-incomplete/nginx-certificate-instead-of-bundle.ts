import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'chain-incomplete',
  title: 'The nginx upstream has cert.pem where fullchain.pem belongs.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
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
  ssl_certificate @pki/api-int1.pem; ssl_certificate_key @pki/api-int1.key;
  location / { return 200 "upstream ok"; }
}`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'The whole chain.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'nginx',
        config: `server {
  listen 10.0.4.22:443 ssl;
  ssl_certificate @pki/api-int1.chain.pem; ssl_certificate_key @pki/api-int1.key;
  
  location / { return 200 "upstream ok"; }
}`,
      },
    ],
  },
});
