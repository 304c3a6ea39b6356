import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'proxy-protocol-unexpected',
  title: 'stream sends the header to HAProxy without accept-proxy.',
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
      kind: 'haproxy',
      config: `frontend tls
  bind 10.0.4.22:443 ssl crt @pki/api.both.pem 
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
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
