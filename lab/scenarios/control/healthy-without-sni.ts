import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'control',
  title: 'No SNI, and the upstream needs none.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'hitch',
      config: `frontend = {
  host = "10.0.4.22"
  port = "443"
}
pem-file = "@pki/api.both.pem"`,
    },
  ],
});
