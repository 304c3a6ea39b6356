import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'upstream-not-tls',
  title: 'https:// to a port that speaks plain HTTP.',
  subset: true,
  files: {
    'conf.d/app.conf': `upstream app {
    server 10.0.4.60:8080;
}
server {
    listen 80;
    location / {
        proxy_pass https://app;
    }
}
`,
  },
  upstreams: [{ at: '10.0.4.60:8080', kind: 'node', plain: true }],
  repair: { does: 'Speak plain HTTP.', edits: [['conf.d/app.conf', 'https://', 'http://']] },
});
