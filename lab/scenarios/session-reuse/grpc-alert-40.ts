import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'session-reuse',
  title: 'A gRPC front refuses resumed sessions.',
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
      kind: 'raw',
      does: 'resumption-alert',
      alert: 40,
      behind: '10.0.4.23:443',
    },
    {
      at: '10.0.4.23:443',
      kind: 'node',
      app: 'h2',
    },
  ],
  requests: [
    {
      method: 'POST',
      path: '/a.B/C',
      times: 4,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Do not resume.',
    edits: [
      [
        'conf.d/api.conf',
        'grpc_ssl_server_name on;',
        `grpc_ssl_server_name on;
        grpc_ssl_session_reuse off;`,
      ],
    ],
  },
});
