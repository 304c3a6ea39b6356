import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'curve-mismatch',
  title: 'An appliance of a public authority uses Brainpool curves only.',
  requires: {
    nginx: ['1.19.4', null],
  },
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
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'openssl',
      args: [
        '-cert',
        '@pki/api-rsa.pem',
        '-key',
        '@pki/api-rsa.key',
        '-named_curve',
        'brainpoolP256r1',
        '-tls1_2',
        '-cipher',
        'ECDHE',
      ],
    },
  ],
  requests: [
    {
      path: '/ok',
    },
  ],
  repair: {
    does: 'Offer it.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_protocols TLSv1.2;',
        `proxy_ssl_protocols TLSv1.2;
        proxy_ssl_conf_command Groups brainpoolP256r1;`,
      ],
    ],
  },
});
