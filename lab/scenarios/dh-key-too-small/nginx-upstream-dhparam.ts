import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'dh-key-too-small',
  title: 'An nginx upstream with an old ssl_dhparam file and DHE suites first.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_protocols TLSv1.2;
        proxy_ssl_ciphers DHE+AESGCM;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'nginx',
      config: `server {
  listen 10.0.4.22:443 ssl;
  ssl_certificate @pki/api-rsa.chain.pem; ssl_certificate_key @pki/api-rsa.key;
  ssl_protocols TLSv1.2; ssl_dhparam @pki/dh1024.pem; ssl_ciphers DHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0;
  location / { return 200 "upstream ok"; }
}`,
    },
  ],
  repair: {
    does: 'Offer ECDHE.',
    edits: [['conf.d/api.conf', 'DHE+AESGCM', 'ECDHE+AESGCM']],
  },
});
