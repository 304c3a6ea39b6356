import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'handshake-timeout',
  title: 'The upstream accepts and never answers the ClientHello.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_connect_timeout 1s;
    }
}
`,
  },
  upstreams: [{ at: '10.0.4.22:443', kind: 'raw', does: 'hang' }],
  name: 'api.example.com',
  repair: {
    does: 'A server that answers.',
    upstreams: [{ at: '10.0.4.22:443', kind: 'node', cert: 'api' }],
  },
});
