import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'upstream-not-tls',
  title: 'The upstream server block listens on 443 without ssl.',
  files: {
    'conf.d/api.conf': `upstream web {
    server 10.0.4.22:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://web;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'nginx',
      config: 'server { listen 10.0.4.22:443; location / { return 200 "upstream ok"; } }',
    },
  ],
  repair: {
    does: 'listen … ssl.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'nginx',
        config: `server {
  listen 10.0.4.22:443 ssl;
  ssl_certificate @pki/api.chain.pem; ssl_certificate_key @pki/api.key;
  
  location / { return 200 "upstream ok"; }
}`,
      },
    ],
  },
});
