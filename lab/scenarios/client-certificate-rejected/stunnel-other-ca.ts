import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'client-certificate-rejected',
  title: 'stunnel refuses a certificate of another authority.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:8443;
        proxy_ssl_protocols TLSv1.2;
        proxy_ssl_certificate /etc/nginx/ssl/edge.pem;
        proxy_ssl_certificate_key /etc/nginx/ssl/edge.key;
    }
}
`,
  },
  ssl: {
    'edge.pem': 'client-other.pem',
    'edge.key': 'client-other.key',
    'new.pem': 'client.pem',
    'new.key': 'client.key',
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
    does: 'The right pair.',
    edits: [
      ['conf.d/api.conf', 'edge.pem', 'new.pem'],
      ['conf.d/api.conf', 'edge.key', 'new.key'],
    ],
  },
});
