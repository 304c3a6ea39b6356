import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'gRPC to a group, no SNI.',
  files: {
    'conf.d/api.conf': `upstream greeter {
    server 10.0.4.22:50051;
}

server {
    listen 80;

    location / {
        grpc_pass grpcs://greeter;
        grpc_read_timeout 5s;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:50051',
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
      path: '/helloworld.Greeter/SayHello',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Send the name.',
    edits: [
      [
        'conf.d/api.conf',
        'grpc_read_timeout',
        `grpc_ssl_server_name on;
        grpc_ssl_name api.example.com;
        grpc_read_timeout`,
      ],
    ],
  },
});
