import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'upstream-not-tls',
  title: 'https:// with port 80.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.example.com:80;
        proxy_set_header Host api.example.com;
    }
}
`,
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:80',
      kind: 'node',
      plain: true,
    },
    {
      at: '10.0.4.22:443',
      kind: 'node',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'The right port.',
    edits: [['conf.d/api.conf', 'api.example.com:80', 'api.example.com:443']],
  },
});
