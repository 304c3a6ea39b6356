import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'config-syntax',
  title: 'A directive is misspelt.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_servername on;
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
  repair: {
    does: 'As it is written.',
    edits: [['conf.d/api.conf', 'proxy_ssl_servername', 'proxy_ssl_server_name']],
  },
});
