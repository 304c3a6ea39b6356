import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-rejected',
  title: 'gRPC, the client certificate has expired.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpcs://10.0.4.22:443;
        grpc_ssl_certificate /etc/nginx/ssl/edge.pem;
        grpc_ssl_certificate_key /etc/nginx/ssl/edge.key;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client-expired.pem',
    'edge.key': 'client-expired.key',
    'new.pem': 'client.pem',
    'new.key': 'client.key',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'haproxy',
      config: `frontend tls
  bind 10.0.4.22:443 ssl crt @pki/api.both.pem alpn h2 ca-file @pki/client-root.pem verify required
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
  ],
  requests: [
    {
      method: 'POST',
      path: '/a.B/C',
    },
  ],
  repair: {
    does: 'A good one.',
    edits: [
      ['conf.d/api.conf', 'edge.pem', 'new.pem'],
      ['conf.d/api.conf', 'edge.key', 'new.key'],
    ],
  },
});
