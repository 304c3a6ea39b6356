import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'plain-http-to-tls-port',
  title: 'http:// to port 443 of nginx.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass http://10.0.4.22:443;
    }
}
`,
  },
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
  repair: {
    does: 'https://.',
    edits: [['conf.d/api.conf', 'http://', 'https://']],
  },
});
