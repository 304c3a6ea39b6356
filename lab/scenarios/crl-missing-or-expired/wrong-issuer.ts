import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'crl-missing-or-expired',
  title: 'The list is of another authority.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpcs://api.example.com:443;
        grpc_ssl_server_name on;
        grpc_ssl_verify on;
        grpc_ssl_trusted_certificate ssl/ca.pem;
        grpc_ssl_crl ssl/corp.crl;
    }
}
`,
  },
  ssl: {
    'ca.pem': 'root.pem',
    'corp.crl': 'other-root.crl',
    'right.crl': 'root.crl',
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
    does: 'The right list.',
    edits: [['conf.d/api.conf', 'corp.crl', 'right.crl']],
  },
});
