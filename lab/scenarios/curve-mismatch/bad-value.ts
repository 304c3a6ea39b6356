import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'curve-mismatch',
  title: 'A group with a typing error.',
  requires: {
    nginx: ['1.19.4', null],
  },
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_conf_command Curves X448-foo;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A real one.',
    edits: [['conf.d/api.conf', 'X448-foo', 'X25519:P-256']],
  },
});
