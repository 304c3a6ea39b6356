import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'protocol-version-mismatch',
  title: 'A Java service accepts TLS 1.3 only.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:8443;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_protocols TLSv1.1 TLSv1.2;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'java',
      min: 'TLSv1.3',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer 1.3.',
    edits: [['conf.d/api.conf', 'TLSv1.1 TLSv1.2', 'TLSv1.2 TLSv1.3']],
  },
});
