import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cipher-mismatch',
  title: 'A TLS 1.3 suite stands in proxy_ssl_ciphers, which is for 1.2.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
        proxy_ssl_ciphers TLS_AES_128_GCM_SHA256;
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
    does: 'A list for 1.2.',
    edits: [['conf.d/api.conf', 'TLS_AES_128_GCM_SHA256', 'HIGH:!aNULL']],
  },
});
