import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'handshake-timeout',
  title: 'A silent gRPC upstream.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpcs://10.0.4.22:443;
        grpc_connect_timeout 1s;
        grpc_ssl_server_name on;
        grpc_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'raw',
      does: 'hang',
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
    does: 'A server that answers.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
        app: 'h2',
      },
    ],
  },
});
