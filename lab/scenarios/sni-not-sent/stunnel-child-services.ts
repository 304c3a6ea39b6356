import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-not-sent',
  title: 'stunnel serves names with child services and closes what matches none.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:8443;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:8443',
      kind: 'stunnel',
      config: `[tls]
accept = 10.0.4.22:8443
connect = 127.0.0.1:9
cert = @pki/fallback.both.pem
[api]
sni = tls:api.example.com
connect = @behind
cert = @pki/api.both.pem`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Switch SNI on.',
    edits: [
      [
        'conf.d/api.conf',
        'proxy_ssl_name',
        `proxy_ssl_server_name on;
        proxy_ssl_name`,
      ],
    ],
  },
});
