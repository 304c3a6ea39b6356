import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cert-wrong-purpose',
  title: 'gRPC, certificate for clients.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpcs://10.0.4.22:443;
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
      at: '10.0.4.22:443',
      kind: 'node',
      cert: 'api-client-eku',
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
    does: 'A certificate for servers.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
        app: 'h2',
      },
    ],
  },
});
