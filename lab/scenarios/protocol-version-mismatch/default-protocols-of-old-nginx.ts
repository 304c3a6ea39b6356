import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'protocol-version-mismatch',
  title: 'The upstream moved to TLS 1.3 only; nginx up to 1.23.3 does not offer it unasked.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://api.example.com;
        proxy_ssl_server_name on;
    }
}
`,
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'go',
      min: 'TLSv1.3',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer 1.3.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_server_name on;',
        `proxy_ssl_server_name on;
        proxy_ssl_protocols TLSv1.2 TLSv1.3;`,
      ],
    ],
  },
});
