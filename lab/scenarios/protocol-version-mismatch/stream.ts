import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'protocol-version-mismatch',
  title: 'stream, versions of nginx too new for the upstream.',
  files: {
    'stream.d/tls.conf': `server {
    listen 80;
    proxy_ssl on;
    proxy_ssl_protocols TLSv1.3;
    proxy_pass 10.0.4.22:443;
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'python',
      max: 'TLSv1.2',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer 1.2.',
    edits: [['stream.d/tls.conf', 'TLSv1.3', 'TLSv1.2 TLSv1.3']],
  },
});
