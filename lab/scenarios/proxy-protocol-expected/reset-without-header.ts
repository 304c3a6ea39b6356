import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'proxy-protocol-expected',
  title: 'The TCP proxy wants the PROXY protocol header first.',
  files: {
    'stream.d/tls.conf': `server {
    listen 80;
    proxy_ssl on;
    proxy_ssl_server_name on;
    proxy_ssl_name api.example.com;
    proxy_pass 10.0.4.22:443;
}
`,
  },
  upstreams: [
    { at: '10.0.4.23:443', kind: 'node', cert: 'api' },
    { at: '10.0.4.22:443', kind: 'raw', does: 'require-proxy-protocol', behind: '10.0.4.23:443' },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Send the header.',
    edits: [['stream.d/tls.conf', 'proxy_ssl on;', 'proxy_protocol on;\n    proxy_ssl on;']],
  },
});
