import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'alpn-mismatch',
  title: 'A Go server with HTTP/2 switched off.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpcs://10.0.4.22:443;
        grpc_ssl_server_name on;
        grpc_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'go',
      alpn: ['http/1.1'],
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
    does: 'A gRPC server.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
        app: 'h2',
      },
    ],
  },
});
