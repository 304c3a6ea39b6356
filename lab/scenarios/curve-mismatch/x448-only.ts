import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'curve-mismatch',
  title: 'The upstream wants X448; a policy limited nginx to the NIST curves.',
  requires: {
    nginx: ['1.23.4', null],
  },
  files: {
    'conf.d/api.conf': `proxy_ssl_conf_command Groups P-256:P-384:P-521;

server {
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
      kind: 'openssl',
      args: ['-cert', '@pki/api-rsa.pem', '-key', '@pki/api-rsa.key', '-groups', 'X448', '-tls1_3'],
    },
  ],
  requests: [
    {
      path: '/ok',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Offer it.',
    edits: [
      ['conf.d/api.conf', 'P-256:P-384', 'X448:P-256:P-384'],
      [
        'conf.d/api.conf',
        'proxy_ssl_server_name on;',
        `proxy_ssl_server_name on;
        proxy_ssl_protocols TLSv1.3;`,
      ],
    ],
  },
});
