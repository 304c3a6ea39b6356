import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cipher-mismatch',
  title: 'gRPC, suites for RSA, certificate with ECDSA.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpcs://10.0.4.22:443;
        grpc_ssl_protocols TLSv1.2;
        grpc_ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      app: 'h2',
    },
  ],
  requests: [
    {
      method: 'POST',
      path: '/a.B/C',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer ECDSA.',
    edits: [
      [
        'conf.d/api.conf',
        'ECDHE-RSA-AES128-GCM-SHA256',
        'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES128-GCM-SHA256',
      ],
    ],
  },
});
