import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cipher-mismatch',
  title: 'A hardened stream proxy and an upstream with RSA key exchange only.',
  files: {
    'stream.d/t.conf': `server {
    listen 80;
    proxy_pass 10.0.4.22:443;
    proxy_ssl on;
    proxy_ssl_protocols TLSv1.2;
    proxy_ssl_ciphers ECDHE+AESGCM;
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'openssl',
      args: [
        '-cert',
        '@pki/api-rsa.pem',
        '-key',
        '@pki/api-rsa.key',
        '-tls1_2',
        '-cipher',
        'AES128-GCM-SHA256',
      ],
    },
  ],
  requests: [
    {
      path: '/ok',
    },
  ],
  repair: {
    does: 'Offer it.',
    edits: [['stream.d/t.conf', 'ECDHE+AESGCM', 'ECDHE+AESGCM:AES128-GCM-SHA256']],
  },
});
