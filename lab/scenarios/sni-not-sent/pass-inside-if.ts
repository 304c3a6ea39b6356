import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'proxy_pass stands in an if for one kind of client.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        if ($http_user_agent ~* "curl") {
            proxy_pass https://10.0.4.22;
        }
        root /var/empty;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'node',
      cert: null,
      names: {
        'api.example.com': 'api',
      },
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Send the name, outside the if.',
    edits: [
      [
        'conf.d/api.conf',
        'if (',
        `proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        if (`,
      ],
    ],
  },
});
