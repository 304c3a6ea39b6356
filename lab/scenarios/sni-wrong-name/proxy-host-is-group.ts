import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'proxy_ssl_name $proxy_host is the group again.',
  files: {
    'conf.d/api.conf': `upstream pool_1 {
    server 10.0.4.22:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://pool_1;
        proxy_ssl_server_name on;
        proxy_ssl_name $proxy_host;
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
  name: 'api.example.com',
  repair: {
    does: 'A name.',
    edits: [
      ['conf.d/api.conf', '$proxy_host', 'api.example.com'],
      [
        'conf.d/api.conf',
        'proxy_pass https://pool_1;',
        `proxy_pass https://pool_1;
        proxy_set_header Host api.example.com;`,
      ],
    ],
  },
});
