import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'ca-not-trusted',
  title: 'gRPC with the wrong file.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpcs://api.example.com:443;
        grpc_ssl_server_name on;
        grpc_ssl_verify on;
        grpc_ssl_trusted_certificate ssl/ca.pem;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'other-root.pem',
    'corp.pem': 'root.pem',
  },
  hosts: {
    'api.example.com': '10.0.4.22',
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
    does: 'The right root.',
    edits: [['conf.d/api.conf', 'ssl/ca.pem', 'ssl/corp.pem']],
  },
});
