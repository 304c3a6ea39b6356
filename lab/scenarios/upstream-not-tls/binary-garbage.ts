import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'upstream-not-tls',
  title: 'The port belongs to something that is neither TLS nor text.',
  files: {
    'conf.d/api.conf': `server {
    listen 80;

    location / {
        proxy_pass https://10.0.4.22:9200;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:9200',
      kind: 'raw',
      does: 'garbage',
    },
    {
      at: '10.0.4.22:443',
      kind: 'node',
    },
  ],
  repair: {
    does: 'The right port.',
    edits: [['conf.d/api.conf', '10.0.4.22:9200', '10.0.4.22:443']],
  },
});
