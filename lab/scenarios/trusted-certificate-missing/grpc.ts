import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'trusted-certificate-missing',
  title: 'gRPC verification without a CA.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpcs://api.example.com:443;
        grpc_ssl_server_name on;
        grpc_ssl_verify on;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
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
    does: 'Name the CA.',
    edits: [
      [
        'conf.d/api.conf',
        'grpc_ssl_verify on;',
        `grpc_ssl_verify on;
        grpc_ssl_trusted_certificate ssl/ca.pem;`,
      ],
    ],
  },
});
