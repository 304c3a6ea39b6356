import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'protocol-version-mismatch',
  title: 'The upstream speaks TLS 1.3 only; nginx is told to use 1.2.',
  subset: true,
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    proxy_ssl_protocols TLSv1.2;
    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [{ at: '10.0.4.22:443', kind: 'node', cert: 'api', minVersion: 'TLSv1.3' }],
  name: 'api.example.com',
  repair: { does: 'Offer TLS 1.3.', edits: [['conf.d/api.conf', 'TLSv1.2;', 'TLSv1.2 TLSv1.3;']] },
});
