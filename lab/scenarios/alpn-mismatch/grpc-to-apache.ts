import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'alpn-mismatch',
  title: 'gRPC to Apache with HTTP/1.1.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        grpc_pass grpcs://api.example.com:443;
        grpc_ssl_server_name on;
    }
}
`,
  },
  hosts: {
    'api.example.com': '10.0.4.22',
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'apache',
      config: `<VirtualHost *:443>
  ServerName api.example.com
  SSLEngine on
  SSLCertificateFile @pki/api.chain.pem
  SSLCertificateKeyFile @pki/api.key
</VirtualHost>`,
    },
  ],
  requests: [
    {
      method: 'POST',
      path: '/a.B/C',
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'A gRPC server.',
    upstreams: [
      {
        at: '10.0.4.22:443',
        kind: 'node',
        app: 'h2',
      },
    ],
  },
});
