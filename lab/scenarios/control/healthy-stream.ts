import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'control',
  title: 'stream, nothing is wrong.',
  files: {
    'stream.d/tls.conf': `server {
    listen 80;
    proxy_ssl on;
    proxy_pass 10.0.4.22:443;
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'caddy',
      config: `https://10.0.4.22:443 {
  bind 10.0.4.22
  tls @pki/api.chain.pem @pki/api.key
  respond "upstream ok"
}`,
    },
  ],
});
