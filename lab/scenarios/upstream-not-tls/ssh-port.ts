import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'upstream-not-tls',
  title: 'The port belongs to SSH.',
  files: {
    'conf.d/api.conf': `proxy_connect_timeout 2s;

server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:2222;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:2222',
      kind: 'raw',
      does: 'ssh-banner',
    },
    {
      at: '10.0.4.22:443',
      kind: 'node',
    },
  ],
  repair: {
    does: 'The right port.',
    edits: [['conf.d/api.conf', '10.0.4.22:2222', '10.0.4.22:443']],
  },
});
