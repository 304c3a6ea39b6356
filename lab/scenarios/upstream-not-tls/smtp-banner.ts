import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'upstream-not-tls',
  title: 'The port belongs to a mail server.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:25;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:25',
      kind: 'raw',
      does: 'smtp-banner',
    },
    {
      at: '10.0.4.22:443',
      kind: 'node',
    },
  ],
  repair: {
    does: 'The right port.',
    edits: [['conf.d/api.conf', '10.0.4.22:25', '10.0.4.22:443']],
  },
});
