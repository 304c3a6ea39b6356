import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'certificate-name-mismatch',
  title: 'gRPC checks the name of the group.',
  files: {
    'conf.d/api.conf': `upstream orders {
    server 10.0.4.22:443;
}

server {
    listen 80;

    location / {
        grpc_pass grpcs://orders;
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
      at: '10.0.4.22:443',
      kind: 'node',
      app: 'h2',
    },
  ],
  requests: [
    {
      method: 'POST',
      path: '/orders.Orders/Get',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A name.',
    edits: [
      [
        'conf.d/api.conf',
        'grpc_ssl_verify on',
        `grpc_ssl_name api.example.com;
        grpc_ssl_verify on`,
      ],
    ],
  },
});
