import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'cipher-mismatch',
  title: 'An old appliance knows AES-CBC with RSA key exchange and nothing else.',
  files: {
    'conf.d/erp.conf': `upstream erp {
    server 10.0.4.40:8443;
}
server {
    listen 80;
    server_name erp.example.com;
    proxy_ssl_protocols TLSv1.2;
    proxy_ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;
    location / {
        proxy_pass https://erp;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.40:8443',
      kind: 'node',
      cert: 'api-rsa',
      maxVersion: 'TLSv1.2',
      ciphers: 'AES256-SHA',
    },
  ],
  requests: [{ host: 'erp.example.com' }],
  repair: {
    does: 'Offer what it has.',
    edits: [['conf.d/erp.conf', 'ECDHE+CHACHA20', 'ECDHE+CHACHA20:AES256-SHA']],
  },
});
