import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-required',
  title: 'An nginx upstream with ssl_verify_client on answers 400.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client.pem',
    'edge.key': 'client.key',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'nginx',
      config: `server {
  listen 10.0.4.22:443 ssl;
  ssl_certificate @pki/api.chain.pem; ssl_certificate_key @pki/api.key;
  ssl_client_certificate @pki/client-root.pem; ssl_verify_client on;
  location / { return 200 "upstream ok"; }
}`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Send it.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_server_name on;',
        `proxy_ssl_server_name on;
        proxy_ssl_certificate /etc/nginx/ssl/edge.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;`,
      ],
    ],
  },
});
