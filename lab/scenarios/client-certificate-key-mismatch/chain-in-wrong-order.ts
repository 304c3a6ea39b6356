import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-key-mismatch',
  title: 'The bundle begins with the intermediate.',
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
    'edge.pem': 'client-int.pem+client-via-int.pem',
    'edge.key': 'client-via-int.key',
    'ordered.pem': 'client-via-int.pem+client-int.pem',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      app: 'h2',
      clientCa: ['client-root'],
    },
  ],
  requests: [
    {
      method: 'POST',
      path: '/a.B/C',
    },
  ],
  repair: {
    does: 'Leaf first.',
    edits: [['conf.d/api.conf', 'edge.pem', 'ordered.pem']],
  },
});
