import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'upstream-not-tls',
  title: 'stream re-encrypts towards a plain backend.',
  files: {
    'stream.d/tls.conf': `server {
    listen 80;
    proxy_ssl on;
    proxy_pass 10.0.4.22:8080;
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:8080',
      kind: 'node',
      plain: true,
    },
  ],
  repair: {
    does: 'Without TLS.',
    edits: [
      [
        'stream.d/tls.conf',
        `    proxy_ssl on;
`,
        '',
      ],
    ],
  },
});
