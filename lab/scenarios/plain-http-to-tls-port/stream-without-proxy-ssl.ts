import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'plain-http-to-tls-port',
  title: 'stream without proxy_ssl.',
  files: {
    'stream.d/tls.conf': `server {
    listen 80;
    proxy_pass 10.0.4.22:443;
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
    },
  ],
  repair: {
    does: 'proxy_ssl on.',
    edits: [
      [
        'stream.d/tls.conf',
        'proxy_pass',
        `proxy_ssl on;
    proxy_pass`,
      ],
    ],
  },
});
