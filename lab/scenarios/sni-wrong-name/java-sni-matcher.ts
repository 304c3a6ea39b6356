import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'A Java service accepts one name.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:8443;
        proxy_ssl_server_name on;
        proxy_ssl_name www.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'java',
      mode: 'sni-matcher',
      names: ['api[.]example[.]com'],
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'The right name.',
    edits: [['conf.d/api.conf', 'www.example.com', 'api.example.com']],
  },
});
