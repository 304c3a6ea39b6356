import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-rejected',
  title: 'The client certificate was revoked.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:443;
        proxy_ssl_protocols TLSv1.2;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_certificate /etc/nginx/ssl/edge.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client-revoked.pem',
    'edge.key': 'client-revoked.key',
    'good.pem': 'client.chain.pem',
    'good.key': 'client.key',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'haproxy',
      config: `frontend tls
  bind 10.0.4.22:443 ssl crt @pki/api.both.pem ca-file @pki/client-root.pem crl-file @pki/client-root.crl verify required
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A good one.',
    edits: [
      ['conf.d/api.conf', 'edge.pem', 'good.pem'],
      ['conf.d/api.conf', 'edge.key', 'good.key'],
    ],
  },
});
