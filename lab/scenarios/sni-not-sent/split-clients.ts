import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'A part of the clients goes to a new backend that needs SNI.',
  files: {
    'conf.d/api.conf': `map $arg_beta $variant {
    1       canary;
    default stable;
}
upstream stable { server 10.0.4.29:443; }
upstream canary { server 10.0.4.22:443; }

server {
    listen 80;

    location / {
        proxy_pass https://$variant;
        proxy_set_header Host api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.29:443',
      kind: 'node',
    },
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
      path: '/?beta=1',
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
