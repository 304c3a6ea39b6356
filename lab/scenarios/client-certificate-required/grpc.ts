import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-required',
  title: 'A gRPC service with mutual TLS.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpcs://10.0.4.22:443;
        grpc_ssl_protocols TLSv1.2;
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
      kind: 'node',
      app: 'h2',
      clientCa: ['client-root'],
    },
  ],
  requests: [
    {
      method: 'POST',
      path: '/a.B/C',
    },
  ],
  repair: {
    does: 'Send it.',
    edits: [
      [
        'conf.d/api.conf',
        'grpc_ssl_protocols',
        `grpc_ssl_certificate /etc/nginx/ssl/edge.pem;
        grpc_ssl_certificate_key /etc/nginx/ssl/edge.key;
        grpc_ssl_protocols`,
      ],
    ],
  },
});
