import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'alpn-mismatch',
  title: 'grpc_pass to an HTTP/1 server that knows no ALPN.',
  files: {
    'conf.d/api.conf': `upstream web {
    server 10.0.4.22:443;
}

server {
    listen 80;

    location / {
        grpc_pass grpcs://web;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
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
