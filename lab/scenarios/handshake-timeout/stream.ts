import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'handshake-timeout',
  title: 'A silent peer behind stream: nginx logs nothing.',
  files: {
    'stream.d/tls.conf': `server {
    listen 80;
    proxy_connect_timeout 1s;
    proxy_ssl on;
    proxy_pass 10.0.4.22:443;
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'raw',
      does: 'hang',
    },
  ],
  repair: {
    does: 'A server that answers.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
      },
    ],
  },
});
