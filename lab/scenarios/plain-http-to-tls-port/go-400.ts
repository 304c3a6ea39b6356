import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'plain-http-to-tls-port',
  title: 'http:// to a Go server.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass http://api.example.com:8443/;
    }
}
`,
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'go',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'https://.',
    edits: [['conf.d/api.conf', 'http://', 'https://']],
  },
});
