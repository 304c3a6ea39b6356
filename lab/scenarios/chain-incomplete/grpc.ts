import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'chain-incomplete',
  title: 'A gRPC server without its intermediate.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpcs://10.0.4.22:50051;
        grpc_ssl_name api.example.com;
        grpc_ssl_verify on;
        grpc_ssl_trusted_certificate /etc/nginx/ssl/ca.pem;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
  },
  upstreams: [
    {
      at: '10.0.4.22:50051',
      kind: 'node',
      cert: 'api-int1',
      leafOnly: true,
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
    does: 'The whole chain.',
    upstreams: [
      {
        at: '10.0.4.22:50051',
        kind: 'node',
        cert: 'api-int1',
        app: 'h2',
      },
    ],
  },
});
