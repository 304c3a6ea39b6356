import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-required',
  title: 'openssl s_server -Verify over TLS 1.3.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:8443;
        proxy_ssl_protocols TLSv1.3;
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
      at: '10.0.4.22:8443',
      kind: 'openssl',
      args: [
        '-cert',
        '@pki/api.pem',
        '-key',
        '@pki/api.key',
        '-Verify',
        '3',
        '-CAfile',
        '@pki/client-root.pem',
        '-verify_return_error',
      ],
    },
  ],
  requests: [
    {
      path: '/ok',
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
