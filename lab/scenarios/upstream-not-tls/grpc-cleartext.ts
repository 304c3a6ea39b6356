import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'upstream-not-tls',
  title: 'A gRPC server without TLS behind grpcs://.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpcs://10.0.4.22:50051;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:50051',
      kind: 'node',
      plain: true,
      app: 'h2',
    },
  ],
  requests: [
    {
      method: 'POST',
      path: '/a.B/C',
    },
  ],
  repair: {
    does: 'Without TLS.',
    edits: [['conf.d/api.conf', 'grpcs://', 'grpc://']],
  },
});
