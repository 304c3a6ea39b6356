import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'Caddy has no certificate for a connection without a name.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    server_name api.example.org;

    location / {
        proxy_pass https://10.0.4.22:443/;
        proxy_set_header Host api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'caddy',
      config: `https://api.example.com:443 {
  bind 10.0.4.22
  tls @pki/api.chain.pem @pki/api.key
  respond "upstream ok"
}`,
    },
  ],
  requests: [
    {
      host: 'api.example.org',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Send the name.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_set_header',
        `proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_set_header`,
      ],
    ],
  },
});
