import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'gRPC sends the name of the group.',
  files: {
    'conf.d/api.conf': `upstream greeter {
    server 10.0.4.22:443;
}

server {
    listen 80;

    location / {
        grpc_pass grpcs://greeter;
        grpc_ssl_server_name on;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: null,
      names: {
        'api.example.com': 'api',
      },
      app: 'h2',
    },
  ],
  requests: [
    {
      method: 'POST',
      path: '/pkg.Service/Call',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A name.',
    edits: [
      [
        'conf.d/api.conf',
        'grpc_ssl_server_name on;',
        `grpc_ssl_server_name on;
        grpc_ssl_name api.example.com;`,
      ],
    ],
  },
});
