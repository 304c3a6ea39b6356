import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'proxy-protocol-expected',
  title: 'An nginx upstream listens with proxy_protocol.',
  files: {
    'stream.d/tls.conf': `upstream edge {
    server 10.0.4.22:443;
}
server {
    listen 80;
    proxy_ssl on;
    proxy_pass edge;
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'nginx',
      config: `server {
  listen 10.0.4.22:443 ssl proxy_protocol;
  ssl_certificate @pki/api.chain.pem; ssl_certificate_key @pki/api.key;
  
  location / { return 200 "upstream ok"; }
}`,
    },
  ],
  repair: {
    does: 'Send the header.',
    edits: [
      [
        'stream.d/tls.conf',
        'proxy_ssl on;',
        `proxy_ssl on;
    proxy_protocol on;`,
      ],
    ],
  },
});
