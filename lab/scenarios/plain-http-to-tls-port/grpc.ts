import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'plain-http-to-tls-port',
  title: 'grpc:// to a server with TLS.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpc://10.0.4.22:50051;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:50051',
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
  repair: {
    does: 'grpcs://.',
    edits: [['conf.d/api.conf', 'grpc://', 'grpcs://']],
  },
});
