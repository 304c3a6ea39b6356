import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'protocol-version-mismatch',
  title: 'nginx was hardened to TLS 1.3; the upstream ends at 1.2.',
  files: {
    'conf.d/api.conf': `proxy_ssl_protocols TLSv1.3;

server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
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
      maxVersion: 'TLSv1.2',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer 1.2 as well.',
    edits: [['conf.d/api.conf', 'TLSv1.3;', 'TLSv1.2 TLSv1.3;']],
  },
});
