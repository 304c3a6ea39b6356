import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'An address in proxy_pass, no SNI, and a front without a default certificate.',
  subset: true,
  files: {
    'conf.d/api.conf': `server {
    listen 80;
    server_name www.example.com;

    location / {
        proxy_pass https://10.0.4.22:443;
        proxy_set_header Host api.example.com;
    }
}
`,
  },
  upstreams: [
    { at: '10.0.4.22:443', kind: 'node', cert: null, names: { 'api.example.com': 'api' } },
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
