import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'not-tls',
  title: 'Nothing listens on the port.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    location / {
        proxy_pass https://10.0.4.22:8443;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [{ at: '10.0.4.22:8443', kind: 'raw', does: 'refuse' }],
  name: 'api.example.com',
  repair: {
    does: 'Start the upstream.',
    upstreams: [{ at: '10.0.4.22:8443', kind: 'node', cert: 'api' }],
  },
});
