import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'The SNI directives of proxy_pass stand beside a grpc_pass, where they do nothing.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpcs://10.0.4.22:443;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
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
      path: '/helloworld.Greeter/SayHello',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Use the directives of gRPC.',
    edits: [
      ['conf.d/api.conf', '        proxy_ssl_server_name', '        grpc_ssl_server_name'],
      ['conf.d/api.conf', '        proxy_ssl_name', '        grpc_ssl_name'],
    ],
  },
});
