import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'dh-key-too-small',
  title: 'HAProxy with an old ssl-dh-param-file of 1024 bits and DHE suites.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_ciphers DHE+AESGCM;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'haproxy',
      config: `global
  ssl-dh-param-file @pki/dh1024.pem
defaults
  mode http
  timeout connect 2s
  timeout client 10s
  timeout server 10s
frontend tls
  bind 10.0.4.22:443 ssl crt @pki/api-rsa.both.pem ssl-max-ver TLSv1.2 ciphers DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0
  
  http-request return status 200 content-type text/plain string "upstream ok"
`,
    },
  ],
  repair: {
    does: 'Offer ECDHE.',
    edits: [['conf.d/api.conf', 'DHE+AESGCM', 'ECDHE+AESGCM']],
  },
});
