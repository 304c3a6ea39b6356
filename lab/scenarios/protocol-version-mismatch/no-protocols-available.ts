import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'protocol-version-mismatch',
  title: 'Only versions that OpenSSL 3 does not allow at its level are configured.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_protocols TLSv1 TLSv1.1;
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
  name: 'api.example.com',
  repair: {
    does: 'Present versions.',
    edits: [['conf.d/api.conf', 'TLSv1 TLSv1.1', 'TLSv1.2 TLSv1.3']],
  },
});
