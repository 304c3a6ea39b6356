import { scenario } from '../../scenario.ts';

export default scenario({
  cause: 'session-reuse',
  title: 'Peers that do not share ticket keys answer with an internal error.',
  files: {
    'conf.d/api.conf': `upstream api {
    server 10.0.4.22:443;
}

server {
    listen 80;

    location / {
        proxy_pass https://api;
        proxy_ssl_session_reuse on;
        proxy_ssl_server_name on;
        proxy_ssl_name api.example.com;
    }
}
`,
  },
  upstreams: [
    {
      at: '10.0.4.22:443',
      kind: 'raw',
      does: 'resumption-alert',
      alert: 80,
      behind: '10.0.4.23:443',
    },
    {
      at: '10.0.4.23:443',
      kind: 'node',
    },
  ],
  requests: [
    {
      method: 'POST',
      times: 4,
    },
  ],
  name: 'api.example.com',
  repair: {
    does: 'Do not resume.',
    edits: [['conf.d/api.conf', 'session_reuse on', 'session_reuse off']],
  },
});
