import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'alpn-mismatch',
  title: 'grpc_pass to a server that offers HTTP/1.1 only.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpcs://10.0.4.22:443;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      alpn: ['http/1.1'],
    },
  ],
  requests: [
    {
      method: 'POST',
      path: '/a.B/C',
    },
  ],
  repair: {
    does: 'Speak HTTP.',
    edits: [['conf.d/api.conf', 'grpc_pass grpcs', 'proxy_pass https']],
  },
});
