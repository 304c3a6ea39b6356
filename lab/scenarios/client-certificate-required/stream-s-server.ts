import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-required',
  title: 'stream to a service with mutual TLS.',
  files: {
    'stream.d/tls.conf': `server {
    listen 80;
    proxy_ssl on;
    proxy_ssl_protocols TLSv1.2;
    proxy_pass 10.0.4.22:8443;
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
  repair: {
    does: 'Send it.',
    edits: [
      [
        'stream.d/tls.conf',
        'proxy_ssl on;',
        `proxy_ssl on;
    proxy_ssl_certificate /etc/nginx/ssl/edge.pem;
    proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;`,
      ],
    ],
  },
});
