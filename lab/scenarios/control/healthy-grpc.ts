import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'control',
  title: 'gRPC over TLS, nothing is wrong.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpcs://api.example.com:443;
        grpc_ssl_server_name on;
    }
}
`,
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
});
