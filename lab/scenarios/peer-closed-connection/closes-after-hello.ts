import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'peer-closed-connection',
  title: 'The upstream is overloaded and closes every connection after the ClientHello.',
  subset: true,
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [{ at: '10.0.4.22:443', kind: 'raw', does: 'close-after-hello' }],
  name: 'api.example.com',
  repair: {
    does: 'A healthy upstream.',
    upstreams: [{ at: '10.0.4.22:443', kind: 'node', cert: 'api' }],
  },
});
