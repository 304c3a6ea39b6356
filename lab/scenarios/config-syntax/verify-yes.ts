import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'config-syntax',
  title: 'yes where on belongs.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_verify yes;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'off.',
    edits: [['conf.d/api.conf', 'verify yes', 'verify off']],
  },
});
