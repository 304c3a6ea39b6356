import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'sni-wrong-name',
  title: 'hitch with sni-nomatch-abort.',
  files: {
    'conf.d/api.conf': `proxy_read_timeout 10s;

server {
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
      kind: 'hitch',
      config: `frontend = {
  host = "10.0.4.22"
  port = "8443"
}
pem-file = "@pki/api.both.pem"
sni-nomatch-abort = on`,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'The right name.',
    edits: [['conf.d/api.conf', 'www.example.com', 'api.example.com']],
  },
});
