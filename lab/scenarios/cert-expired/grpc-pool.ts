import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cert-expired',
  title: 'A gRPC pool with an expired certificate.',
  files: {
    'conf.d/api.conf': `upstream orders {
    server 10.0.4.22:50051;
    server 10.0.4.23:50051;
}

server {
    listen 80;

    location / {
        grpc_pass grpcs://orders;
        grpc_ssl_name api.example.com;
        grpc_ssl_verify on;
        grpc_ssl_trusted_certificate ssl/ca.pem;
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
      cert: 'api-expired',
      app: 'h2',
    },
    {
      at: '10.0.4.23:50051',
      kind: 'node',
      cert: 'api-expired',
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
    does: 'Renewed.',
    upstreams: [
      {
        at: '10.0.4.22:50051',
        kind: 'node',
        app: 'h2',
      },
      {
        at: '10.0.4.23:50051',
        kind: 'node',
        app: 'h2',
      },
    ],
  },
});
