import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'protocol-version-mismatch',
  title: 'HAProxy with ssl-min-ver TLSv1.3, nginx with a snippet from a hardening guide.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    include snippets/hardening.conf;
    location / {
        proxy_pass https://10.0.4.22;
    }
}
`,
    'snippets/hardening.conf': `proxy_ssl_protocols TLSv1.2;
proxy_ssl_server_name on;
proxy_ssl_name api.example.com;
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'haproxy',
      config: `frontend tls
  bind 10.0.4.22:443 ssl crt @pki/api.both.pem ssl-min-ver TLSv1.3
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer 1.3.',
    edits: [['snippets/hardening.conf', 'TLSv1.2;', 'TLSv1.2 TLSv1.3;']],
  },
});
