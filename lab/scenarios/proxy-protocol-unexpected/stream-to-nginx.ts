import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'proxy-protocol-unexpected',
  title: 'stream sends the header to nginx without proxy_protocol.',
  files: {
    'stream.d/tls.conf': `server {
    listen 80;
    proxy_pass 10.0.4.22:443;
    proxy_ssl on;
    proxy_protocol on;
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
    does: 'Without the header.',
    edits: [
      [
        'stream.d/tls.conf',
        `    proxy_protocol on;
`,
        '',
      ],
    ],
  },
});
