import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-required',
  title: 'stunnel with verifyChain.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:8443;
        proxy_ssl_protocols TLSv1.2;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client.pem',
    'edge.key': 'client.key',
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'stunnel',
      config: `[api]
accept = 10.0.4.22:8443
connect = @behind
cert = @pki/api.both.pem
CAfile = @pki/client-root.pem
verifyChain = yes`,
    },
  ],
  repair: {
    does: 'Send it.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_protocols',
        `proxy_ssl_certificate /etc/nginx/ssl/edge.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;
        proxy_ssl_protocols`,
      ],
    ],
  },
});
