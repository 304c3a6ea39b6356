import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'peer-closed-connection',
  title: 'A firewall resets the connection after the ClientHello.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    location / {
        proxy_pass https://api.example.com;
        proxy_ssl_server_name on;
    }
}
`,
  },
  hosts: { 'api.example.com': '10.0.4.22' },
  upstreams: [{ at: '10.0.4.22:443', kind: 'raw', does: 'reset-after-hello' }],
  name: 'api.example.com',
  repair: {
    does: 'A way without the firewall.',
    upstreams: [{ at: '10.0.4.22:443', kind: 'node', cert: 'api' }],
  },
});
